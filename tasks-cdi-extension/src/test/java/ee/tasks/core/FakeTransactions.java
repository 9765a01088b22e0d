package ee.tasks.core;

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
    private Object current;
    private boolean suspended;

    void begin() {
        current = new Object();
    }

    void end(boolean commit) {
        current = null;
        callbacks.forEach(callback -> callback.accept(commit));
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
}
