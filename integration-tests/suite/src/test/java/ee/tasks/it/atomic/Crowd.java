package ee.tasks.it.atomic;

import ee.tasks.OfTask;
import ee.tasks.Task;
import ee.tasks.event.TaskStarted;
import ee.tasks.it.app.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Somebody comes into a bean with transactions and goes again, while somebody else is there within another transaction. */
@ApplicationScoped
public class Crowd {

    private record Meeting(CountDownLatch firstIsIn, CountDownLatch otherIsIn, CountDownLatch firstIsOut) {}

    private final Map<String, Meeting> meetings = new ConcurrentHashMap<>();

    @Inject
    Room room;

    @Inject
    Ledger ledger;

    @PersistenceContext
    EntityManager entities;

    @Task(atomic = true)
    public String writesComesAndGoes(String text) throws InterruptedException {
        ledger.add(text);
        comeAndGo(text);
        return text;
    }

    private void comeAndGo(String text) throws InterruptedException {
        Meeting meeting = meeting(text);
        room.stay(meeting.firstIsIn, meeting.otherIsIn);
        meeting.firstIsOut.countDown();
    }

    /** From when the other is there until it has gone. */
    @Transactional
    public void stay(String text) throws InterruptedException {
        Meeting meeting = meeting(text);
        Room.await(meeting.firstIsIn);
        room.stay(meeting.otherIsIn, meeting.firstIsOut);
    }

    /** Before the transaction of the task. */
    void comeAndGo(@Observes @OfTask("ee.tasks.it.atomic.Crowd.writesAndFails") TaskStarted event)
            throws InterruptedException {
        comeAndGo((String) event.result().arguments().get(0));
    }

    @Task(atomic = true)
    public void writesAndFails(String text) {
        ledger.add(text);
        entities.flush();
        throw new IllegalStateException("after the write");
    }

    private Meeting meeting(String text) {
        return meetings.computeIfAbsent(
                text, key -> new Meeting(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)));
    }
}
