package ee.tasks.it.app;

import ee.tasks.Task;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** A session bean with a task. */
@Stateless
public class Mailbox {

    @Inject
    Ledger ledger;

    @Task
    public void deliver(String text) {
        ledger.add(text);
    }

    @Task
    public void bounce() {
        throw new IllegalArgumentException("bounced");
    }
}
