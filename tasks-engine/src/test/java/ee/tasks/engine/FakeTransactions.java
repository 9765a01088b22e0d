package ee.tasks.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A transaction manager: begins, ends, each thread its own, and remembers what it was asked. */
final class FakeTransactions implements Transactions {

    private static final class OfThread {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Consumer<Boolean>> callbacks = new ArrayList<>();
        private Object current;
        private State state = State.NONE;
        private boolean suspended;
    }

    private final ThreadLocal<OfThread> threads = ThreadLocal.withInitial(OfThread::new);
    private final List<String> log = new ArrayList<>();
    private Exception noBegin;
    private Exception noCommit;
    private int failingCommits;

    void begin() {
        threads.get().current = new Object();
        threads.get().state = State.ACTIVE;
    }

    void end(boolean commit) {
        List<Consumer<Boolean>> callbacks = threads.get().callbacks;
        threads.remove();
        callbacks.forEach(callback -> callback.accept(commit));
    }

    /** What came to the active transaction from outside. */
    void mark(State marked) {
        threads.get().state = marked;
    }

    void failBegin(Exception failure) {
        noBegin = failure;
    }

    void failCommits(Exception failure, int times) {
        noCommit = failure;
        failingCommits = times;
    }

    /** How transactions were begun and ended by the engine. */
    List<String> log() {
        return log;
    }

    boolean isSuspended() {
        return threads.get().suspended;
    }

    @Override
    public Object current() {
        return threads.get().suspended ? null : threads.get().current;
    }

    @Override
    public Object resource(Object key) {
        return threads.get().resources.get(key);
    }

    @Override
    public void putResource(Object key, Object value) {
        threads.get().resources.put(key, value);
    }

    @Override
    public void afterCompletion(Consumer<Boolean> action) {
        threads.get().callbacks.add(action);
    }

    @Override
    public <T> T suspended(Supplier<T> action) {
        boolean outer = threads.get().suspended;
        threads.get().suspended = threads.get().current != null;
        try {
            return action.get();
        } finally {
            threads.get().suspended = outer;
        }
    }

    @Override
    public boolean canBegin() {
        return true;
    }

    @Override
    public void begin(Duration timeout) throws Exception {
        if (noBegin != null) {
            throw noBegin;
        }
        log.add("begin " + timeout);
        begin();
    }

    @Override
    public State state() {
        return threads.get().state;
    }

    @Override
    public void commit() throws Exception {
        log.add("commit");
        boolean fails = failingCommits-- > 0;
        end(!fails);
        if (fails) {
            throw noCommit;
        }
    }

    @Override
    public void rollback() {
        log.add("rollback");
        end(false);
    }
}
