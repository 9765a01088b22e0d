package ee.tasks.engine.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Gate;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.SettableClock;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store remembers of its gates, and whose code it runs without its lock. */
class MemoryGatesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock();
    private final MemoryTasks tasks = new MemoryTasks();
    private final MemoryGates gates = tasks.gates();
    private final MemoryNode node = new MemoryNode("node", Instant.MAX);

    @BeforeEach
    void keepFinishedTasks() {
        tasks.keep(100, Duration.ofHours(1));
    }

    /** Random lives of tasks of many gates; then all end. */
    @Test
    void gatesThatNobodyUsesAreForgotten() {
        Random random = new Random(1);
        List<ClaimedTask> inside = new ArrayList<>();
        List<Claim> notReturned = new ArrayList<>();
        List<String> unfinished = new ArrayList<>();
        for (int round = 0; round < 5_000; round++) {
            clock.advance(Duration.ofMillis(random.nextInt(100)));
            switch (random.nextInt(6)) {
                case 0, 1 -> unfinished.add(insert(random.nextInt(20), random));
                case 2, 3 -> {
                    tasks.letIn(now());
                    inside.addAll(claim(1 + random.nextInt(3)));
                }
                case 4 -> end(inside, notReturned, random);
                default -> cancel(unfinished, random);
            }
        }
        assertThat(gates.isEmpty()).isFalse();

        unfinished.forEach(id -> tasks.find(id).ifPresent(task -> tasks.cancel(task, now())));
        while (!inside.isEmpty()) {
            end(inside, notReturned, random);
        }
        notReturned.forEach(claim -> gates.giveBack(claim.claimId(), now()));
        clock.advance(MINUTE);
        tasks.letIn(now());

        assertThat(gates.isEmpty()).isTrue();
        assertThat(gates.next(now())).isNull();
        assertThat(node.inside).isEmpty();
        assertThat(node.held).isEmpty();
    }

    @Test
    void aRateIsForgottenWhenItsLastStartIsOver() {
        insert(0, new Random(2));
        ClaimedTask task = claim(1).get(0);
        complete(task);
        clock.advance(MINUTE.minusMillis(1));
        tasks.letIn(now());
        assertThat(gates.isEmpty()).isFalse();

        clock.advance(Duration.ofMillis(1));
        tasks.letIn(now());

        assertThat(gates.isEmpty()).isTrue();
    }

    /** Or an application that enqueues when it is asked would wait for itself. */
    @Test
    void theGatesAreAskedForWithoutTheLock() {
        MemoryTaskStore store = new MemoryTaskStore(clock);
        store.join("node", Duration.ofHours(1));
        TaskRequest request = TaskRequests.request().build();
        store.insert(request);
        TaskGates asking = task -> {
            assertThat(CompletableFuture.supplyAsync(() -> store.find(request.id()))
                            .join())
                    .isPresent();
            return List.of();
        };

        assertThat(store.gates().claim("node", QueueSelection.ALL, 1, Long.MAX_VALUE, asking))
                .hasSize(1);
    }

    @Test
    void ifTheyCannotBeToldTheTaskIsGivenBack() {
        MemoryTaskStore store = new MemoryTaskStore(clock);
        store.join("node", Duration.ofHours(1));
        String id = store.insert(TaskRequests.request().build()).id();
        TaskGates failing = task -> {
            throw new IllegalStateException("no gates");
        };

        assertThatThrownBy(() -> store.gates().claim("node", QueueSelection.ALL, 1, Long.MAX_VALUE, failing))
                .hasMessage("no gates");

        assertThat(store.find(id).orElseThrow().status()).isEqualTo(TaskStatus.READY);
        assertThat(store.gates().claim("node", QueueSelection.ALL, 1, Long.MAX_VALUE, TaskGates.NONE))
                .hasSize(1);
    }

    private String insert(int key, Random random) {
        TaskRequest request = TaskRequests.request()
                .arguments("[" + key + "]")
                .queue("queue-" + random.nextInt(2))
                .gates(random.nextBoolean() ? gates(key).toArray(new Gate[0]) : new Gate[0])
                .build();
        tasks.insert(request, now());
        return request.id();
    }

    /** Of each number other ones. */
    private static List<Gate> gates(int key) {
        Gate rate = new Gate("rate", "k" + key, 1, new Capacity(0, 2 + key, MINUTE, key % 2 == 1, key % 3 == 0));
        Gate slots = new Gate("slots", "k" + key % 5, 1 + key % 2, Capacity.ofConcurrent(2));
        return key % 4 == 0 ? List.of(rate) : List.of(slots, rate);
    }

    private List<ClaimedTask> claim(int max) {
        List<ClaimedTask> entered = new ArrayList<>();
        for (ClaimedTask each : tasks.claim(node, QueueSelection.ALL, max, Long.MAX_VALUE, now())) {
            int key = Integer.parseInt(each.task().arguments().replaceAll("\\D", ""));
            if (tasks.enter(tasks.held(each.claim()).orElseThrow(), gates(key), now())) {
                entered.add(each);
            }
        }
        return entered;
    }

    private void end(List<ClaimedTask> inside, List<Claim> notReturned, Random random) {
        if (inside.isEmpty()) {
            return;
        }
        ClaimedTask task = inside.remove(random.nextInt(inside.size()));
        if (random.nextInt(3) == 0) {
            gates.keep(task.claimId());
            notReturned.add(task.claim());
            finish(task);
        } else if (random.nextInt(4) == 0) {
            gates.lose(task.claimId(), now());
            notReturned.add(task.claim());
            finish(task);
        } else {
            complete(task);
        }
    }

    private void complete(ClaimedTask task) {
        gates.giveBack(task.claimId(), now());
        finish(task);
    }

    private void finish(ClaimedTask task) {
        MemoryTask running = tasks.held(task.claim()).orElseThrow();
        running.endClaim();
        tasks.finish(running, TaskStatus.SUCCESSFUL, now());
    }

    private void cancel(List<String> unfinished, Random random) {
        if (!unfinished.isEmpty()) {
            String id = unfinished.remove(random.nextInt(unfinished.size()));
            tasks.find(id).filter(task -> task.status == TaskStatus.READY).ifPresent(task -> tasks.cancel(task, now()));
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
