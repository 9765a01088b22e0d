package ee.tasks.it.atomic;

import ee.tasks.Task;
import ee.tasks.it.app.Ledger;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** A session bean, whose container-managed transactions join that of the task. */
@Stateless
public class Desk {

    @Inject
    Ledger ledger;

    @Task(atomic = true)
    public String write(String text) {
        ledger.add(text);
        return text;
    }

    @Task(atomic = true)
    public void writeAndFail(String text) {
        ledger.add(text);
        throw new IllegalStateException("after the write");
    }
}
