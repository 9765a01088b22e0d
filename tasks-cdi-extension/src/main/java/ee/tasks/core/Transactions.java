package ee.tasks.core;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** The caller's JTA transaction, as far as the engine cares; {@link #NONE} where there is no JTA. */
public interface Transactions {

    /** For Java SE. */
    Transactions NONE = new Transactions() {

        @Override
        public Object current() {
            return null;
        }

        @Override
        public Object resource(Object key) {
            throw new IllegalStateException();
        }

        @Override
        public void putResource(Object key, Object value) {
            throw new IllegalStateException();
        }

        @Override
        public void afterCompletion(Consumer<Boolean> action) {
            throw new IllegalStateException();
        }

        @Override
        public <T> T suspended(Supplier<T> action) {
            return action.get();
        }
    };

    /** What tells the active transaction from others; {@code null} if none is active. */
    Object current();

    /** What was put under the key in the active transaction, or {@code null}. */
    Object resource(Object key);

    void putResource(Object key, Object value);

    /** Calls {@code action} once the active transaction is over, with whether it was committed. */
    void afterCompletion(Consumer<Boolean> action);

    /** Calls {@code action} with no transaction active, on this thread. */
    <T> T suspended(Supplier<T> action);
}
