package ee.tasks.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A transaction manager for one thread: begins, ends, and remembers what it was asked. */
final class FakeTransactions implements Transactions {

    private final Thread owner = Thread.currentThread();
    private final Map<Object, Object> resources = new HashMap<>();
    private final List<Consumer<Boolean>> callbacks = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private Object current;
    private State state = State.NONE;
    private boolean suspended;
    private Exception noBegin;
    private Exception noCommit;
    private int failingCommits;

    void begin() {
        current = new Object();
        state = State.ACTIVE;
    }

    void end(boolean commit) {
        current = null;
        state = State.NONE;
        callbacks.forEach(callback -> callback.accept(commit));
    }

    /** What came to the active transaction from outside. */
    void mark(State marked) {
        state = marked;
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
        return suspended;
    }

    @Override
    public Object current() {
        return Thread.currentThread() == owner && !suspended ? current : null;
    }

    @Override
    public Object resource(Object key) {
        return resources.get(key);
    }

    @Override
    public void putResource(Object key, Object value) {
        resources.put(key, value);
    }

    @Override
    public void afterCompletion(Consumer<Boolean> action) {
        callbacks.add(action);
    }

    @Override
    public <T> T suspended(Supplier<T> action) {
        suspended = current != null;
        try {
            return action.get();
        } finally {
            suspended = false;
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
        return state;
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
