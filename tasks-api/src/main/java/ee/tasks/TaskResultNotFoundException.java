package ee.tasks;

/**
 * Thrown if no result has an id: it was never used, its task was pruned, or it is not an id.
 *
 * @since 1.0
 */
public class TaskResultNotFoundException extends TaskException {

    private static final long serialVersionUID = 1L;

    private final String id;

    /**
     * For an id that leads to no result.
     *
     * @param id the id that was asked for
     */
    public TaskResultNotFoundException(String id) {
        super(ApiMessage.RESULT_NOT_FOUND.text(id));
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
