package ee.tasks.engine;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** JTA, as far as the engine cares; {@link #NONE} where there is none. */
public interface Transactions {

    /** How the transaction of a thread stands. */
    enum State {
        NONE,
        ACTIVE,
        ROLLBACK_ONLY,
        /** It is over, though the thread still has it: its time was up, most likely. */
        OVER
    }

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

        @Override
        public boolean canBegin() {
            return false;
        }

        @Override
        public void begin(Duration timeout) {
            throw new IllegalStateException();
        }

        @Override
        public State state() {
            return State.NONE;
        }

        @Override
        public void commit() {
            throw new IllegalStateException();
        }

        @Override
        public void rollback() {
            throw new IllegalStateException();
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

    /** Whether there is JTA. */
    boolean canBegin();

    /** @param timeout in whole seconds, rounded up; {@code null} for the server's default */
    void begin(Duration timeout) throws Exception;

    State state();

    /** The thread has no transaction afterwards, whatever this throws. */
    void commit() throws Exception;

    /** The thread has no transaction afterwards. */
    void rollback();
}
