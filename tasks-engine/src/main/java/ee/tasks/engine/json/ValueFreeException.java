package ee.tasks.engine.json;

import java.util.List;

/** A copy of an exception's class and trace without its message: JSON-B and getters may quote arguments, and arguments may be secrets. */
final class ValueFreeException extends Exception {

    private static final long serialVersionUID = 1L;

    private ValueFreeException(Throwable original, Throwable cause) {
        super(original.getClass().getName(), cause);
        setStackTrace(original.getStackTrace());
    }

    static Throwable of(Throwable original) {
        List<Throwable> causes = Causes.of(original);
        Throwable copy = null;
        for (int i = causes.size() - 1; i >= 0; i--) {
            copy = new ValueFreeException(causes.get(i), copy);
        }
        return copy;
    }
}
