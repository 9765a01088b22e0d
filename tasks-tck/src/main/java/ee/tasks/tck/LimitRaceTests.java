package ee.tasks.tck;

import static ee.tasks.tck.LimitSteps.gate;
import static ee.tasks.tck.LimitSteps.limited;
import static ee.tasks.tck.LimitSteps.limitedTask;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many at once: never more inside than the limit, and in the end all have run. */
interface LimitRaceTests extends LimitSteps {

    /** Threads that work off limited tasks, and count who is inside. */
    final class GateWorkers {

        final Set<String> unfinished = ConcurrentHashMap.newKeySet();
        final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        private final long start = System.nanoTime();
        private final List<String> nodes;
        private final Instant startedAt;
        private final TaskGates gates;

        GateWorkers(List<String> nodes, Instant startedAt, TaskGates gates) {
            this.nodes = nodes;
            this.startedAt = startedAt;
            this.gates = gates;
        }

        /** Works until all have finished, which may not all be enqueued yet. */
        void work(TaskStore store, int number) {
            for (int round = 0; !unfinished.isEmpty(); round++) {
                assertThat(System.nanoTime() - start)
                        .as("nanoseconds, and %s have not finished", unfinished)
                        .isLessThan(TimeUnit.MINUTES.toNanos(3));
                int wanted = 1 + (number + round) % 3;
                Race.won(() -> store.gates().letIn());
                List<ClaimedTask> claimed = Race.won(() ->
                        store.gates().claim(nodes.get(number % 2), QueueSelection.ALL, wanted, Long.MAX_VALUE, gates));
                claimed.forEach(task -> most.accumulateAndGet(inside.incrementAndGet(), Math::max));
                Thread.yield();
                claimed.forEach(task -> inside.decrementAndGet());
                leave(store, claimed, round);
                if (claimed.isEmpty()) {
                    forgetFinished(store);
                }
            }
        }

        /** A task that somebody cancels while a claim asks for its gates may end with that claim, which returns it to no one. */
        private void forgetFinished(TaskStore store) {
            unfinished.removeIf(
                    id -> store.find(id).map(task -> task.status().isFinished()).orElse(false));
        }

        /** Most succeed; some are released, or fail and are tried again. */
        private void leave(TaskStore store, List<ClaimedTask> claimed, int round) {
            for (ClaimedTask task : claimed) {
                Race.won(() -> {
                    if (round % 5 == 4) {
                        store.release(List.of(task.claim()));
                    } else {
                        store.complete(List.of(new Completion(task.claim(), outcome(task, round), startedAt)));
                    }
                    return null;
                });
                if (store.find(task.task().id()).orElseThrow().status().isFinished()) {
                    unfinished.remove(task.task().id());
                }
            }
        }

        private Outcome outcome(ClaimedTask task, int round) {
            return round % 7 == 6 ? new Outcome.Retrying(error(task), Duration.ZERO) : new Outcome.Succeeded("null");
        }

        private TaskError error(ClaimedTask task) {
            return new TaskError(
                    "com.acme.SmtpException", "try again", "", task.task().attempts(), nodes.get(0), startedAt);
        }
    }

    private GateWorkers workers(TaskGates gates) {
        needs(Feature.LIMITS);
        return new GateWorkers(List.of(newNode(), newNode()), now(), gates);
    }

    private TaskStore storeOf(int number) {
        return number % 2 == 0 ? store() : secondStore();
    }

    @Test
    default void ofSixteenThreadsOneIsInsideAndAllTasksRun() {
        allRunWithin(1, 16, 60);
    }

    @Test
    default void ofEightThreadsThreeAreInsideAndAllTasksRun() {
        allRunWithin(3, 8, 90);
    }

    private void allRunWithin(int limit, int threads, int tasks) {
        GateWorkers workers = workers(limited(limit));
        workers.unfinished.addAll(insertLimited(tasks));

        Race.run(threads, number -> {
            workers.work(storeOf(number), number);
            return null;
        });

        allHaveRunWithin(limit, workers);
    }

    private void allHaveRunWithin(int limit, GateWorkers workers) {
        assertThat(workers.most.get()).as("most inside at once").isBetween(1, limit);
        List<ClaimedTask> after = new ArrayList<>();
        insertLimited(limit + 1);
        after.addAll(enterOnly(limit, limited(limit)));
        after.forEach(this::succeed);
        succeed(enterOnly(1, limited(limit)).get(0));
    }

    /** Some insert held, which reads that the gate is full while the last one leaves it. */
    @Test
    default void whatIsEnqueuedWhileOthersLeaveIsNotForgotten() {
        for (int limit : List.of(1, 3)) {
            GateWorkers workers = workers(limited(limit));
            List<TaskRequests> requests = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                TaskRequests request =
                        i % 4 == 0 ? limitedTask() : limitedTask().gates(gate(limit));
                requests.add(request);
                workers.unfinished.add(request.build().id());
            }

            Race.run(12, number -> {
                if (number < 4) {
                    requests.subList(20 * number, 20 * number + 20)
                            .forEach(request -> Race.won(() -> storeOf(number).insert(request.build())));
                }
                workers.work(storeOf(number), number);
                return null;
            });

            allHaveRunWithin(limit, workers);
        }
    }

    @Test
    default void cancellationsFreeWhatTheyCancelAndNoMore() {
        needs(Feature.CANCEL);
        GateWorkers workers = workers(limited(2));
        List<String> ids = insertLimited(80);
        workers.unfinished.addAll(ids);

        Race.run(10, number -> {
            if (number < 2) {
                for (int i = number; i < ids.size(); i += 3) {
                    String id = ids.get(i);
                    Race.won(() -> storeOf(number).cancel(id));
                    if (status(id) == TaskStatus.CANCELLED) {
                        workers.unfinished.remove(id);
                    }
                }
            }
            workers.work(storeOf(number), number);
            return null;
        });

        allHaveRunWithin(2, workers);
    }

    @Test
    default void tasksOfSeveralGatesWaitForNoOneInACircle() {
        TaskGates gates = task -> switch (task.arguments()) {
            case "[0]" -> List.of(gate("a", 1), gate("b", 1));
            case "[1]" -> List.of(gate("c", 2), gate("b", 1));
            default -> List.of(gate("c", 2), gate("a", 1));
        };
        GateWorkers workers = workers(gates);
        for (int i = 0; i < 60; i++) {
            workers.unfinished.add(insert(limitedTask().arguments("[" + i % 3 + "]")));
        }

        Race.run(8, number -> {
            workers.work(storeOf(number), number);
            return null;
        });

        assertThat(workers.most.get()).as("most inside at once").isBetween(1, 2);
        nobodyEnters(gates);
    }
}
