package ee.tasks.cdi;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.function.Consumer;

/**
 * Starts the workers of an EAR with its web modules, since no names are bound in JNDI yet when the libraries start (ADR 0017). Drains them
 * in {@code contextDestroyed}, while session beans are still there: Payara 6 destroys those before CDI's {@code Shutdown} event.
 */
public class WebModuleListener implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        tell(TasksRuntime::webModuleStarted);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        tell(TasksRuntime::stop);
    }

    private static void tell(Consumer<TasksRuntime> message) {
        CDI<Object> container;
        try {
            container = CDI.current();
        } catch (IllegalStateException aModuleWithoutBeans) {
            return;
        }
        container.select(TasksRuntime.class).stream().forEach(message);
    }
}
