package ee.tasks.core.json;

/** Another exception's class and trace. Messages of JSON-B and of getters may quote arguments, and arguments may be secrets. */
final class ValueFreeException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 50;

    private ValueFreeException(Throwable original, Throwable cause) {
        super(original.getClass().getName(), cause);
        setStackTrace(original.getStackTrace());
    }

    static Throwable of(Throwable original) {
        return of(original, MAX_CAUSES);
    }

    private static Throwable of(Throwable original, int left) {
        return original == null || left == 0
                ? null
                : new ValueFreeException(original, of(original.getCause(), left - 1));
    }
}
