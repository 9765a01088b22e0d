package ee.tasks.engine.backend.memory;

import ee.tasks.spi.BackendContext;
import ee.tasks.spi.TaskStore;
import ee.tasks.tck.SettableClock;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskStoreContract;
import ee.tasks.tck.Tier;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** In one JVM the nodes of a namespace share one store object. */
class MemoryTaskStoreTest extends TaskStoreContract {

    private final SettableClock clock = new SettableClock();
    private final Map<String, TaskStore> stores = new ConcurrentHashMap<>();

    @Override
    public Subject subject() {
        return Subject.of("EE Tasks memory store", Tier.version());
    }

    @Override
    public TaskStore newStore() {
        AtomicReference<TaskStore> store = new AtomicReference<>();
        return (TaskStore) Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("start")) {
                        store.set(storeFor((BackendContext) arguments[0]));
                        return null;
                    }
                    try {
                        return method.invoke(store.get(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private TaskStore storeFor(BackendContext context) {
        return stores.computeIfAbsent(context.namespace(), namespace -> {
            TaskStore store = new MemoryTaskStore(clock);
            store.start(context);
            return store;
        });
    }

    @Override
    public void letTimePass(Duration duration) {
        clock.advance(duration);
    }
}
