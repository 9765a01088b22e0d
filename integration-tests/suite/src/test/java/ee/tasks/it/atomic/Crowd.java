package ee.tasks.it.atomic;

import ee.tasks.Task;
import ee.tasks.it.app.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.concurrent.CountDownLatch;

/** A task comes into a bean with transactions and goes again, while somebody else is there within another transaction. */
@ApplicationScoped
public class Crowd {

    private final CountDownLatch taskIsIn = new CountDownLatch(1);
    private final CountDownLatch otherIsIn = new CountDownLatch(1);
    private final CountDownLatch taskIsOut = new CountDownLatch(1);

    @Inject
    Room room;

    @Inject
    Ledger ledger;

    /** Once. */
    @Task(atomic = true)
    public String comesAndGoes(String text) throws InterruptedException {
        ledger.add(text);
        room.stay(taskIsIn, otherIsIn);
        taskIsOut.countDown();
        return text;
    }

    /** When the task is there, until it has gone. */
    @Transactional
    public void stay() throws InterruptedException {
        Room.await(taskIsIn);
        room.stay(otherIsIn, taskIsOut);
    }
}
