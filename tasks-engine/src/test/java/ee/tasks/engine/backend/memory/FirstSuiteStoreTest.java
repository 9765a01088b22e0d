package ee.tasks.engine.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskStore;
import ee.tasks.tck.SettableClock;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskStoreContract;
import ee.tasks.tck.Tier;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A store of the previous suite compiles, and passes its tier, without what was added since. */
class FirstSuiteStoreTest extends TaskStoreContract {

    private final SettableClock clock = new SettableClock();
    private final Map<String, TaskStore> stores = new ConcurrentHashMap<>();

    @Override
    public Subject subject() {
        return Subject.of("store of the first suite", Tier.version());
    }

    @Override
    public TaskStore newStore() {
        return new FirstSuiteStore(this::storeFor);
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

    @Test
    void itHasNothingThatWasAddedSince() {
        assertThat(FirstSuiteStore.class.getMethods())
                .filteredOn(method -> method.getDeclaringClass() == FirstSuiteStore.class)
                .noneMatch(FirstSuiteStoreTest::hasADefault);
    }

    private static boolean hasADefault(Method method) {
        return Arrays.stream(TaskStore.class.getMethods())
                .filter(Method::isDefault)
                .anyMatch(each -> each.getName().equals(method.getName()));
    }

    @Test
    void whatItDoesNotPromiseIsRefusedByFeature() {
        assertThatThrownBy(() -> store().retry("id"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("RETRY");
        assertThatThrownBy(() -> store().schedules())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("SCHEDULES");
        assertThatThrownBy(() -> store().expire(MANY))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("EXPIRY");
    }

    @Test
    void whatItDoesNotImplementIsRefusedByName() {
        assertThatThrownBy(() -> store().prune(new Retention(Map.of(), Map.of()), MANY))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("prune");
        assertThatThrownBy(() -> store().failUnreadable(Duration.ZERO, MANY))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("failUnreadable");
        assertThatThrownBy(() -> store().parked())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("parked");
        assertThat(promises()).doesNotContain("PRUNE", "UNREADABLE");
    }

    @Test
    void whatNobodyMissesDoesNothing() {
        assertThat(store().putRight()).isFalse();
    }
}
