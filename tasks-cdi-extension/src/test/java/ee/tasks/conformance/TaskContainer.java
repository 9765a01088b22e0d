package ee.tasks.conformance;

import ee.tasks.TaskQueue;
import ee.tasks.cdi.EngineAccess;
import ee.tasks.cdi.TasksExtension;
import ee.tasks.engine.TaskEngine;
import ee.tasks.spi.TaskBackend;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application in plain CDI SE: some bean classes, some configuration, EE Tasks. */
public final class TaskContainer implements AutoCloseable {

    private final WeldContainer container;

    private TaskContainer(WeldContainer container) {
        this.container = container;
    }

    /** Configuration and beans of an application that is yet to start. */
    public static final class Application {

        private final Map<String, String> config = new LinkedHashMap<>();
        private final Weld weld = new Weld().disableDiscovery().addExtension(new TasksExtension());

        private Application() {}

        public Application with(String key, String value) {
            config.put(key, value);
            return this;
        }

        public Application beans(Class<?>... beans) {
            weld.addBeanClasses(beans);
            return this;
        }

        /** What the container takes for a bean archive where only annotated classes count. */
        public Application packageOf(Class<?> type) {
            weld.addPackage(false, type);
            return this;
        }

        public TaskContainer start() {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            ConfigProviderResolver resolver = ConfigProviderResolver.instance();
            Config built = new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(config, "test", 100))
                    .build();
            resolver.registerConfig(built, loader);
            try {
                return new TaskContainer(weld.initialize());
            } finally {
                resolver.releaseConfig(built);
            }
        }

        /** The message with which the deployment is refused. */
        public String refusal() {
            TaskContainer started;
            try {
                started = start();
            } catch (DeploymentException e) {
                return e.getMessage();
            }
            started.close();
            throw new AssertionError("was deployed");
        }
    }

    /** An application with the default configuration. */
    public static Application application() {
        return new Application();
    }

    public static Application application(String backendType, Class<?>... beans) {
        return new Application().with("ee.tasks.backend", backendType).beans(beans);
    }

    public <T> T get(Class<T> type, Annotation... qualifiers) {
        return container.select(type, qualifiers).get();
    }

    public TaskQueue tasks() {
        return get(TaskQueue.class);
    }

    public TaskEngine engine() {
        return EngineAccess.engine(container.getBeanManager());
    }

    public <T extends TaskBackend> T backend(String name, Class<T> type) {
        return type.cast(EngineAccess.backend(container.getBeanManager(), name));
    }

    /** Bean manager, events and instances, where a test needs them. */
    public WeldContainer cdi() {
        return container;
    }

    @Override
    public void close() {
        if (container.isRunning()) {
            container.close();
        }
    }
}
