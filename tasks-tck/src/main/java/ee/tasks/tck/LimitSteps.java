package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.GateStore;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The words in which limits are tested. A store may let held tasks in a little late, so a test waits for those that have to enter, and
 * then looks whether others do.
 */
interface LimitSteps extends StoreSteps {

    String LIMITED = "contract.limited";

    /** By the name of the task: {@link #LIMITED} passes the gate of this name. */
    String GATE = "openai";

    /** Looks after which nothing more is expected to enter. */
    int LOOKS = 3;

    default GateStore gates() {
        needs(Feature.LIMITS);
        return store().gates();
    }

    /** All tasks named {@link #LIMITED} pass these gates. */
    static TaskGates limited(Gate... gates) {
        List<Gate> all = List.of(gates);
        return task -> task.task().equals(LIMITED) ? all : List.of();
    }

    static TaskGates limited(int concurrent) {
        return limited(gate(concurrent));
    }

    static Gate gate(int concurrent) {
        return gate(GATE, concurrent);
    }

    static Gate gate(String name, int concurrent) {
        return new Gate(name, null, 1, Capacity.ofConcurrent(concurrent));
    }

    static Gate strict(int concurrent) {
        return new Gate(GATE, null, 1, new Capacity(concurrent, 0, null, false, true));
    }

    static Gate rate(int starts, Duration period) {
        return new Gate(GATE, null, 1, Capacity.ofRate(starts, period));
    }

    /** The gate of each task is keyed by its arguments. */
    static TaskGates keyed(int concurrent) {
        return task -> List.of(new Gate(GATE, task.arguments(), 1, Capacity.ofConcurrent(concurrent)));
    }

    static TaskRequests limitedTask() {
        return TaskRequests.of(LIMITED);
    }

    default List<String> insertLimited(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(insert(limitedTask()));
        }
        return ids;
    }

    /** One claim of a worker, which lets nobody in before. */
    default List<ClaimedTask> claimOnce(String node, TaskGates gates) {
        return gates().claim(node, QueueSelection.ALL, MANY, Long.MAX_VALUE, gates);
    }

    /** One round of a worker. */
    private static List<ClaimedTask> round(TaskStore store, String node, QueueSelection queues, TaskGates gates) {
        store.promote(MANY);
        store.gates().letIn();
        return store.gates().claim(node, queues, MANY, Long.MAX_VALUE, gates);
    }

    /** Works until so many have entered, and asserts that it is no more. */
    default List<ClaimedTask> enter(String node, QueueSelection queues, int count, TaskGates gates) {
        needs(Feature.LIMITS);
        List<ClaimedTask> entered = new ArrayList<>();
        long start = System.nanoTime();
        for (int looks = 0; entered.size() < count; looks++) {
            entered.addAll(round(looks % 2 == 0 ? store() : secondStore(), node, queues, gates));
            aMomentLater(node);
            assertThat(System.nanoTime() - start)
                    .as("nanoseconds until %d entered, of whom %d have", count, entered.size())
                    .isLessThan(TimeUnit.MINUTES.toNanos(1));
        }
        assertThat(entered).as("tasks inside").hasSize(count);
        return entered;
    }

    default List<ClaimedTask> enter(int count, TaskGates gates) {
        return enter(newNode(), QueueSelection.ALL, count, gates);
    }

    default ClaimedTask enterOne(TaskGates gates) {
        return enter(1, gates).get(0);
    }

    default String enterNext(TaskGates gates) {
        return enterOne(gates).task().id();
    }

    default void nobodyEnters(TaskGates gates) {
        needs(Feature.LIMITS);
        String node = newNode();
        for (int i = 0; i < LOOKS; i++) {
            assertThat(round(store(), node, QueueSelection.ALL, gates)).isEmpty();
            assertThat(round(secondStore(), node, QueueSelection.ALL, gates)).isEmpty();
        }
    }

    /** Exactly so many have room. */
    default List<ClaimedTask> enterOnly(int count, TaskGates gates) {
        List<ClaimedTask> entered = enter(count, gates);
        nobodyEnters(gates);
        return entered;
    }

    /** Where the store's clock stands still unless a test moves it, it moves on. */
    default void aMomentLater(String node) {
        Instant now = time(node);
        if (time(node).equals(now)) {
            letTimePass(Duration.ofMillis(1));
        }
    }

    /** As {@link #now}, for many calls. */
    default Instant time(String node) {
        return store().renew(node, LEASE).orElseThrow();
    }

    default Completed completeInside(ClaimedTask task, Outcome outcome) {
        return store().complete(List.of(new Completion(task.claim(), outcome, now(), true)));
    }

    default void vacate(ClaimedTask task) {
        gates().vacate(List.of(task.claim()));
    }

    /** All that are held or due run, one after the other has finished. */
    default List<String> runAll(int count, TaskGates gates) {
        List<String> ran = new ArrayList<>();
        while (ran.size() < count) {
            ClaimedTask next = enterOne(gates);
            ran.add(next.task().id());
            succeed(next);
        }
        nobodyEnters(gates);
        return ran;
    }

    default void insertAll(List<TaskRequest> requests) {
        needs(Feature.BULK);
        assertThat(store().insertAll(requests.iterator())).isEqualTo(requests.size());
    }
}
