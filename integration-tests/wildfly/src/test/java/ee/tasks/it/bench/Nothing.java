package ee.tasks.it.bench;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;

/** Tasks that cost nothing, so that what is measured is what they are run by. */
@ApplicationScoped
public class Nothing {

    @Task
    public void run(long number) {}
}
