package ee.tasks;

import java.lang.reflect.Type;

/**
 * Thrown if a result is another task's, or its return value is of another type, than the caller expects.
 *
 * @since 1.0
 */
public class TaskResultMismatchException extends TaskException {

    private static final long serialVersionUID = 1L;

    private final String id;

    /**
     * For the result of another task.
     *
     * @param id the id that was asked for
     * @param expectedTask the task whose result it should be
     * @param actualTask the task whose result it is
     */
    public TaskResultMismatchException(String id, String expectedTask, String actualTask) {
        super(ApiMessage.RESULT_OF_ANOTHER_TASK.text(id, actualTask, expectedTask));
        this.id = id;
    }

    /**
     * For a return value of another type.
     *
     * @param id the id that was asked for
     * @param task the task whose result it is
     * @param expectedType the type as which the return value should be read
     * @param declaredType the type that the task declares
     */
    public TaskResultMismatchException(String id, String task, Type expectedType, Type declaredType) {
        super(ApiMessage.RESULT_OF_ANOTHER_TYPE.text(id, task, declaredType.getTypeName(), expectedType.getTypeName()));
        this.id = id;
    }

    /**
     * The id that was asked for.
     *
     * @return the text as it was given
     */
    public String id() {
        return id;
    }
}
