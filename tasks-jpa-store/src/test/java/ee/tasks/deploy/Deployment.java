package ee.tasks.deploy;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.cdi.TasksExtension;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.TaskStore;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** A version of the application over the store of both. */
public final class Deployment implements AutoCloseable {

    private static final Map<String, String> WORKING = Map.of(
            "ee.tasks.backend", "shared",
            "ee.tasks.unreadable-grace", "PT10M",
            "ee.tasks.worker.poll-interval", "PT0.05S",
            "ee.tasks.worker.rescue-interval", "PT0.1S");

    private static final Map<String, String> ENQUEUEING =
            Map.of("ee.tasks.backend", "shared", "ee.tasks.worker.enabled", "false");

    private static Supplier<TaskStore> stores;

    private final WeldContainer container;

    private Deployment(WeldContainer container) {
        this.container = container;
    }

    /** How versions come by the store. */
    @Dependent
    public static class SharedStore {

        @Produces
        @BackendType("shared")
        TaskStore store() {
            return stores.get();
        }

        @Produces
        @BackendType("jpa")
        TaskStore jpa() {
            return stores.get();
        }
    }

    public static void over(Supplier<TaskStore> shared) {
        stores = shared;
    }

    public static Deployment of(Class<?> version) {
        return of(version, WORKING);
    }

    /** A node without a worker. */
    public static Deployment enqueueing(Class<?> version) {
        return of(version, ENQUEUEING);
    }

    /** An application of many beans. */
    public static Deployment of(List<Class<?>> beans) {
        return of(beans, new PropertiesConfigSource(WORKING, "test", 100));
    }

    private static Deployment of(Class<?> version, Map<String, String> configuration) {
        return of(version, new PropertiesConfigSource(configuration, "test", 100));
    }

    /** Sources of a higher ordinal win. */
    public static Deployment of(Class<?> version, ConfigSource... sources) {
        return of(List.of(version), sources);
    }

    private static Deployment of(List<Class<?>> beans, ConfigSource... sources) {
        Config config = new SmallRyeConfigBuilder().withSources(sources).build();
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.registerConfig(config, Thread.currentThread().getContextClassLoader());
        try {
            return new Deployment(new Weld(beans.get(0).getSimpleName() + System.nanoTime())
                    .disableDiscovery()
                    .addExtension(new TasksExtension())
                    .addBeanClasses(beans.toArray(Class<?>[]::new))
                    .addBeanClasses(SharedStore.class)
                    .initialize());
        } finally {
            resolver.releaseConfig(config);
        }
    }

    public TaskResult<?> enqueue(String task, Object... arguments) {
        return queue().enqueue(TaskInvocation.named(task, arguments));
    }

    public TaskQueue queue() {
        return bean(TaskQueue.class);
    }

    public <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    @Override
    public void close() {
        container.close();
    }
}
