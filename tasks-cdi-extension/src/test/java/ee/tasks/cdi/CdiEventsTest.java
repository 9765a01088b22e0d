package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.event.TaskStarted;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CdiEventsTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final CdiEvents events = new CdiEvents(this::beans);
    private final BeanManager beans = (BeanManager) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BeanManager.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "resolveObserverMethods" -> {
                    asked.incrementAndGet();
                    yield Set.of();
                }
                case "hashCode" -> 1;
                case "equals" -> proxy == arguments[0];
                default -> throw new UnsupportedOperationException(method.toString());
            });

    private BeanManager beans() {
        return beans;
    }

    @Test
    void observersAreAskedForOncePerTask() {
        events.isObserved(TaskStarted.class, "mail.send");
        events.isObserved(TaskStarted.class, "mail.send");

        assertThat(asked).hasValue(1);
    }

    @Test
    void namesWithoutEndAreForgotten() {
        for (int i = 0; i < 10_000; i++) {
            events.isObserved(TaskStarted.class, "customer-" + i);
        }
        events.isObserved(TaskStarted.class, "customer-10000");
        events.isObserved(TaskStarted.class, "customer-0");

        assertThat(asked).hasValue(10_002);
    }
}
