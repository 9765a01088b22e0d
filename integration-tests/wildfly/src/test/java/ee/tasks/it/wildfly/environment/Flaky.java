package ee.tasks.it.wildfly.environment;

import ee.tasks.Attempts;
import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class Flaky {

    @Task("flaky.work")
    @Attempts(max = 1, delay = "PT0.01S")
    public void work() {
        throw new IllegalStateException("always");
    }
}
