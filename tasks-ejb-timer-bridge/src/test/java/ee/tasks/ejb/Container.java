package ee.tasks.ejb;

import ee.tasks.cdi.TasksExtension;
import ee.tasks.ejb.docs.Reports;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** An application with {@link Reports}, and nobody to run them. */
final class Container implements AutoCloseable {

    private final SeContainer container = SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(new TasksExtension())
            .addBeanClasses(Reports.class, BridgedTimers.class)
            .initialize();

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    @Override
    public void close() {
        container.close();
    }
}
