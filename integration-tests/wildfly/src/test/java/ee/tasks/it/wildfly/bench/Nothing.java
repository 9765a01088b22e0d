package ee.tasks.it.wildfly.bench;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;

/** Tasks that cost nothing, so that what is measured is what they are run by. */
@ApplicationScoped
public class Nothing {

    @Task
    public void run(long number) {}

    /** In a transaction, with its end. */
    @Task(atomic = true)
    public void runAtomically(long number) {}
}
