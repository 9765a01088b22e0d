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

    public UnsupportedFeatureException(String backend, String feature) {
        super(ApiMessage.UNSUPPORTED_FEATURE.text(backend, feature));
        this.backend = backend;
        this.feature = feature;
    }

    /** The backend's name. */
    public String backend() {
        return backend;
    }

    /** The missing feature, in upper case, for example {@code DEFER}. */
    public String feature() {
        return feature;
    }
}
