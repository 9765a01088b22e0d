package ee.tasks;

/**
 * No result has this id: it was never given out, was pruned, or is not an id at all.
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
