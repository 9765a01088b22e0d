package ee.tasks.cdi;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.function.Consumer;

/**
 * Where an EAR starts its libraries, nothing is bound to names yet; where its web modules start, it is. Drains the workers while
 * session beans are still there: on some servers they go before CDI says anything.
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
