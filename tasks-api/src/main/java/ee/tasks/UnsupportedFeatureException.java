package ee.tasks;

/**
 * A backend was asked for something that it cannot do; nothing was enqueued.
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
     * @param feature the missing feature, in upper case
     */
    public UnsupportedFeatureException(String backend, String feature) {
        super(ApiMessage.UNSUPPORTED_FEATURE.text(backend, feature));
        this.backend = backend;
        this.feature = feature;
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
