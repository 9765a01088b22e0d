package ee.tasks;

/**
 * Thrown if a backend does not support something; nothing was enqueued.
 *
 * @since 1.0
 */
public class UnsupportedFeatureException extends TaskException {

    private static final long serialVersionUID = 1L;

    private final String backend;
    private final String feature;

    /**
     * For a backend that lacks a feature.
     *
     * @param backend the backend's name
     * @param type its type
     * @param feature the missing feature, in upper case
     */
    public UnsupportedFeatureException(String backend, String type, String feature) {
        super(ApiMessage.UNSUPPORTED_FEATURE.text(backend, type, lack(feature)));
        this.backend = backend;
        this.feature = feature;
    }

    /** In words of the call that needs it, and which of the types that come with EE Tasks have it. */
    private static String lack(String feature) {
        return switch (feature) {
            case "DEFER" -> "cannot run tasks later (runAfter); memory and jpa can";
            case "PRIORITY" -> "knows no priorities (priority); memory and jpa do";
            case "RESULTS" ->
                "keeps no results (result, refresh, await, a flow's progress); read the result that enqueue returned, or use"
                        + " memory or jpa";
            case "CANCEL" -> "cannot cancel tasks (cancel); memory and jpa can";
            case "RETRY" -> "cannot run a finished task again (retry); memory and jpa can";
            case "UNIQUE" -> "knows no unique keys (unique); memory and jpa do";
            case "DEPENDENCIES" -> "cannot have a task wait for others (dependsOn); memory and jpa can";
            case "BULK" -> "takes one task at a time (not enqueueAll); memory and jpa take many";
            case "SCHEDULES" -> "keeps no schedules (@Recurring, TaskSchedules); memory and jpa do";
            case "HEADERS" -> "keeps no headers; immediate, memory and jpa do";
            case "LIMITS" -> "cannot limit tasks (@Limit); memory and jpa can";
            case "ORDER" -> "keeps no order (ordered); memory and jpa do";
            case "PAUSE" -> "cannot pause (TaskAdmin); memory and jpa can";
            case "ADMIN" -> "has no strict slots (TaskAdmin); memory and jpa have";
            case "EXPIRY" -> "cannot expire tasks (expireAfter); immediate, memory and jpa can";
            default -> "does not support " + feature + "; memory and jpa support all features";
        };
    }

    /**
     * The backend that was asked.
     *
     * @return its name
     */
    public String backend() {
        return backend;
    }

    /**
     * The missing feature.
     *
     * @return its name in upper case, for example {@code DEFER}
     */
    public String feature() {
        return feature;
    }
}
