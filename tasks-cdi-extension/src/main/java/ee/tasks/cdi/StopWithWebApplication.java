package ee.tasks.cdi;

import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Drains the workers while session beans are still there: on some servers they go before CDI says anything. Carries the
 * definition of the executor that tasks run on where configuration names no other; servers that read no definitions from
 * libraries have their default one instead.
 */
@ManagedExecutorDefinition(name = "java:module/concurrent/ee-tasks", maxAsync = 64)
@WebListener
public class StopWithWebApplication implements ServletContextListener {

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        CDI.current().select(TasksRuntime.class).stream().forEach(TasksRuntime::stop);
    }
}
