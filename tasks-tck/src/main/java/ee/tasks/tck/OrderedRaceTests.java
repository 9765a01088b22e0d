package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many enqueue and complete at once: of one key no two ever run together, and none overtakes another of its thread. */
interface OrderedRaceTests extends OrderedSteps {

    int KEYS = 3;
    int THREADS = 8;
    int OF_EACH_THREAD = 12;

    @Test
    default void ofEachKeyOneRunsAtATimeWhoeverEnqueuesAndCompletes() {
        ordering();
        Instant startedAt = now();
        List<String> nodes = List.of(newNode(), newNode());
        Map<String, List<String>> runs = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
        Set<String> together = ConcurrentHashMap.newKeySet();
        AtomicInteger left = new AtomicInteger(THREADS * OF_EACH_THREAD);
        long start = System.nanoTime();

        Race.run(THREADS, number -> {
            TaskStore store = number % 2 == 0 ? store() : secondStore();
            for (int round = 0; left.get() > 0; round++) {
                assertThat(System.nanoTime() - start)
                        .as("nanoseconds, and %s tasks are left", left)
                        .isLessThan(TimeUnit.MINUTES.toNanos(3));
                if (round < OF_EACH_THREAD) {
                    TaskRequest request = TaskRequests.request()
                            .arguments("[\"%s\",%d,%d]".formatted(key(round), number, round))
                            .ordered(key(round))
                            .build();
                    Race.won(() -> store.insert(request));
                }
                List<ClaimedTask> claimed =
                        Race.won(() -> store.claim(nodes.get(number % 2), QueueSelection.ALL, 2, Long.MAX_VALUE));
                claimed.forEach(task -> {
                    String key = key(task);
                    if (inside.computeIfAbsent(key, none -> new AtomicInteger()).incrementAndGet() > 1) {
                        together.add(key);
                    }
                    runs.computeIfAbsent(key, none -> Collections.synchronizedList(new ArrayList<>()))
                            .add(task.task().arguments());
                });
                Thread.yield();
                claimed.forEach(task -> inside.get(key(task)).decrementAndGet());
                claimed.forEach(task -> Race.won(() -> store.complete(
                        List.of(new Completion(task.claim(), new Outcome.Succeeded("null"), startedAt)))));
                left.addAndGet(-claimed.size());
                Race.won(() -> store.settle(MANY));
                Race.won(store::putRight);
            }
            return null;
        });

        assertThat(together).as("keys of which two ran at once").isEmpty();
        assertThat(runs).hasSize(KEYS);
        runs.forEach((key, order) -> IntStream.range(0, THREADS).forEach(thread -> assertThat(order.stream()
                        .filter(each -> each.startsWith("[\"%s\",%d,".formatted(key, thread)))
                        .map(OrderedRaceTests::round)
                        .toList())
                .as("runs of thread %d and key %s", thread, key)
                .isSorted()));
    }

    /** Whoever moved the head without the key's lock would not see what the open transaction has enqueued, and leave it behind for good. */
    @Test
    default void anOpenEnqueueIsNeitherWaitedForNorForgotten() {
        ordering();
        needs(TRANSACTIONS);
        ClaimedTask first = claimOnly(insert(OrderedSteps.ordered()));
        List<String> second = new ArrayList<>();

        inTransaction(true, () -> {
            second.add(insert(OrderedSteps.ordered()));
            CompletableFuture.runAsync(() -> {
                        succeed(first);
                        settle();
                    })
                    .join();
        });

        letTimePass(Duration.ofSeconds(1));
        settle();
        claimOnly(second.get(0));
    }

    private static String key(int round) {
        return "key-" + round % KEYS;
    }

    private static String key(ClaimedTask task) {
        return task.task().arguments().split("\"")[1];
    }

    private static int round(String arguments) {
        return Integer.parseInt(arguments.substring(arguments.lastIndexOf(',') + 1, arguments.length() - 1));
    }
}
