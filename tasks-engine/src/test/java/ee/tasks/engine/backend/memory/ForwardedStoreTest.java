package ee.tasks.engine.backend.memory;

import ee.tasks.spi.TaskStore;
import ee.tasks.tck.Subject;
import ee.tasks.tck.Tier;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A proxy, such as a container makes, has all methods of the interface. It implements no more than what it stands before. */
class ForwardedStoreTest extends FirstSuiteStoreTest {

    @Override
    public Subject subject() {
        return Subject.of("forwarded store of the first suite", Tier.version());
    }

    @Override
    public TaskStore newStore() {
        TaskStore store = super.newStore();
        return (TaskStore) Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
