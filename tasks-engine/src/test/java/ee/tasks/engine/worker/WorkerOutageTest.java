package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerOutageTest {

    private final WorkerBench bench = new WorkerBench();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        bench.close();
    }

    @Test
    void outcomesAreKeptWhileTheStoreIsAwayAndWrittenWhenItIsBack() {
        AtomicInteger runs = new AtomicInteger();
        List<String> ids = bench.enqueue(10);
        Worker worker = bench.start(10, (task, control) -> {
            WorkerTest.awaitLatch(end);
            runs.incrementAndGet();
            return succeeded();
        });
        bench.await(() -> worker.state().running() == 10);
        bench.probe.goAway();
        end.countDown();
        bench.await(() -> worker.state().running() == 0
                && worker.state().unwritten() == 10
                && worker.state().storeAway());
        bench.ticker.advance(Duration.ofSeconds(20));
        assertThat(worker.state().unwritten()).isEqualTo(10);
        bench.probe.comeBack();
        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
        bench.awaitInTime(() -> !worker.state().storeAway());
        assertThat(runs).hasValue(10);
        assertThat(worker.state().lost()).isZero();
    }

    @Test
    void aLostRaceIsWrittenAgain() {
        AtomicInteger races = new AtomicInteger();
        bench.probe.before("complete", arguments -> {
            if (races.incrementAndGet() <= 3) {
                throw StoreProbe.lostRace();
            }
        });
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);
        assertThat(worker.state().storeAway()).isFalse();
    }

    @Test
    void twoEndsOfOneTaskAreNeverWrittenTogether() {
        AtomicInteger calls = new AtomicInteger();
        bench.probe.after("complete", arguments -> {
            if (calls.incrementAndGet() == 1) {
                throw StoreProbe.away();
            }
        });
        String id = bench.enqueue("known", 0);
        Worker worker = bench.start(
                1,
                (task, control) -> task.attempts() == 1
                        ? CompletableFuture.completedFuture(new Outcome.Retrying(
                                new TaskError("e", "m", "t", 1, "n", Instant.EPOCH), Duration.ZERO))
                        : succeeded());
        worker.wake();
        bench.await(() -> calls.get() >= 1);
        bench.await(() -> {
            worker.wake();
            return bench.probe.calls("complete").size() > 1;
        });
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(bench.probe.calls("complete")).allSatisfy(arguments -> assertThat((Collection<?>) arguments[0])
                .hasSize(1));
        bench.awaitInTime(() -> worker.state().unwritten() == 0);
        assertThat(worker.state().completed()).isEqualTo(1);
        assertThat(worker.state().lost()).isEqualTo(1);
    }

    @Test
    void anOutcomeThatTheStoreRefusesFailsItsTaskAndNoOther() {
        bench.probe.before("complete", arguments -> refuse(arguments, "bad"));
        List<String> good = bench.enqueue(20);
        String bad = bench.enqueue("known", 5);
        bench.start(
                4,
                (task, control) -> CompletableFuture.completedFuture(
                        new Outcome.Succeeded(task.id().equals(bad) ? "bad" : "null")));
        bench.awaitStatus(bad, TaskStatus.FAILED);
        good.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));
        assertThat(bench.find(bad).errors().get(0).message()).startsWith("EETASK0408");
    }

    @Test
    void aSuccessThatCannotBeWrittenForAWhileIsNoFailure() {
        long until = bench.ticker.nanos() + Duration.ofSeconds(10).toNanos();
        bench.probe.before("complete", arguments -> {
            if (bench.ticker.nanos() - until < 0) {
                throw StoreProbe.away();
            }
        });
        String id = bench.enqueue("known", 0);
        bench.start(1, (task, control) -> succeeded());
        bench.awaitInTime(() -> bench.find(id).status().isFinished());
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(bench.probe.calls("complete")).hasSizeBetween(4, 20);
    }

    @Test
    void whatIsRefusedIsTriedAloneAndKeepsNoOtherFromBeingWritten() {
        bench.probe.before("complete", arguments -> refuse(arguments, "bad"));
        String bad = bench.enqueue("known", 0);
        Worker worker = bench.start(
                4,
                (task, control) -> CompletableFuture.completedFuture(
                        new Outcome.Succeeded(task.id().equals(bad) ? "bad" : "null")));
        bench.awaitInTime(() -> !bench.probe.calls("complete").isEmpty());
        List<String> good = bench.enqueue(20);
        worker.wake();
        bench.await(() -> {
            bench.ticker.advance(Duration.ofMillis(5));
            return good.stream().allMatch(id -> bench.find(id).status() == TaskStatus.SUCCESSFUL);
        });
        assertThat(bench.find(bad).status()).isEqualTo(TaskStatus.RUNNING);
        bench.await(() -> worker.state().unwritten() == 1);
        assertThat(bench.probe.calls("complete"))
                .map(arguments -> (Collection<?>) arguments[0])
                .filteredOn(ends -> ends.stream()
                        .anyMatch(end -> ((Completion) end).claim().id().equals(bad)))
                .allMatch(ends -> ends.size() == 1);
    }

    @Test
    void whatOthersLockForLongIsNoFailureAndKeepsNoOtherFromBeingWritten() {
        AtomicBoolean locked = new AtomicBoolean(true);
        String held = bench.enqueue("known", 0);
        bench.probe.before("complete", arguments -> {
            if (locked.get()
                    && ((Collection<?>) arguments[0])
                            .stream()
                                    .anyMatch(end ->
                                            ((Completion) end).claim().id().equals(held))) {
                throw StoreProbe.lostRace();
            }
        });
        List<String> others = bench.enqueue(20);
        Worker worker = bench.start(30, (task, control) -> succeeded());
        bench.awaitInTime(() -> others.stream().allMatch(id -> bench.find(id).status() == TaskStatus.SUCCESSFUL));
        int tries = bench.probe.calls("complete").size();
        bench.awaitInTime(() -> bench.probe.calls("complete").size() > tries + 10);
        assertThat(bench.find(held).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(worker.state().unwritten()).isEqualTo(1);
        locked.set(false);
        bench.awaitInTime(() -> bench.find(held).status() == TaskStatus.SUCCESSFUL);
    }

    /** Each call may have waited for a lock for seconds. */
    @Test
    void whileAllIsLockedARoundEndsAfterSomeCalls() {
        AtomicBoolean locked = new AtomicBoolean(true);
        bench.probe.before("complete", arguments -> {
            if (locked.get()) {
                throw StoreProbe.lostRace();
            }
        });
        List<String> ids = bench.enqueue(128);
        Site site = new Site(WorkerBench.settings(128), bench.probe.store(), bench.ticker, new Random(1));
        Heartbeat heartbeat = new Heartbeat(site, (lapsed, why) -> {});
        Notices notices = new Notices(bench.events, bench.executor, site);
        Completer completer = new Completer(site, new Holdings(), heartbeat, notices, new Admission(site));
        heartbeat.run();
        bench.memory
                .claim(heartbeat.current().id(), QueueSelection.ALL, 128, Long.MAX_VALUE)
                .forEach(claimed -> {
                    Run run = new Run(heartbeat.current(), claimed, site.now(), new RunLink(site, List::of));
                    run.start(heartbeat.storeTime());
                    completer.add(PendingCompletion.complete(run, new Outcome.Succeeded("null"), site.now()));
                });

        for (int round = 0; round < 4; round++) {
            int before = bench.probe.calls("complete").size();
            bench.ticker.advance(Duration.ofNanos(completer.run()));
            assertThat(bench.probe.calls("complete").size() - before).isBetween(1, 20);
        }

        locked.set(false);
        while (completer.size() > 0) {
            heartbeat.run();
            completer.run();
            bench.ticker.advance(Duration.ofSeconds(5));
        }
        assertThat(ids).allMatch(id -> bench.find(id).status() == TaskStatus.SUCCESSFUL);
    }

    private static void refuse(Object[] arguments, String result) {
        for (Object each : (Collection<?>) arguments[0]) {
            if (((Completion) each).outcome() instanceof Outcome.Succeeded succeeded
                    && succeeded.result().equals(result)) {
                throw new IllegalArgumentException("value refused");
            }
        }
    }

    @Test
    void aClaimWhoseEveryEndIsRefusedIsLeftToTheRescue() {
        String bad = bench.enqueue("known", 0);
        AtomicBoolean refusing = new AtomicBoolean(true);
        bench.probe.before("complete", arguments -> {
            if (refusing.get()) {
                throw new IllegalArgumentException("value refused");
            }
        });
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.awaitInTime(() -> worker.state().lost() == 1);
        refusing.set(false);
        bench.awaitStatus(bad, TaskStatus.SUCCESSFUL);
    }

    @Test
    void aCompletionWhoseAnswerWasLostIsNotRunAgain() {
        AtomicInteger runs = new AtomicInteger();
        AtomicBoolean once = new AtomicBoolean(true);
        bench.probe.after("complete", arguments -> {
            if (once.getAndSet(false)) {
                throw StoreProbe.away();
            }
        });
        Worker worker = bench.start(1, (task, control) -> {
            runs.incrementAndGet();
            return succeeded();
        });
        String id = bench.enqueue("known", 0);
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        bench.awaitInTime(() -> worker.state().unwritten() == 0);
        assertThat(runs).hasValue(1);
    }

    @Test
    void startsBeforeTheStoreDoes() {
        bench.probe.goAway();
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.awaitInTime(() -> worker.state().storeAway());
        String id = bench.enqueue("known", 0);
        bench.probe.comeBack();
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }

    @Test
    void anErrorInTheStoreStopsNoLoop() {
        AtomicInteger errors = new AtomicInteger();
        for (String method : List.of("join", "renew", "promote", "claim", "complete", "unpark", "rescue")) {
            AtomicInteger left = new AtomicInteger(2);
            bench.probe.before(method, arguments -> {
                if (left.getAndDecrement() > 0) {
                    errors.incrementAndGet();
                    throw new StackOverflowError();
                }
            });
        }
        bench.start(1, (task, control) -> succeeded());
        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);
        bench.awaitInTime(() -> errors.get() == 14);
        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);
    }

    @Test
    void aTaskThatIsLostForGoodIsTold() {
        String id = bench.enqueue("known", 0, false);
        bench.memory.join("other", Duration.ofSeconds(1));
        assertThat(bench.memory.claim("other", QueueSelection.ALL, 1, Long.MAX_VALUE))
                .allMatch(claimed -> bench.memory.markStarted(claimed.claim()));
        bench.memory.leave("other");
        bench.start(1, (task, control) -> succeeded());
        bench.awaitInTime(() -> bench.lost.contains(id));
        assertThat(bench.find(id).status()).isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void whatOthersLostIsRescuedThoughNothingCanBeUnparked() {
        bench.probe.before("unpark", arguments -> {
            throw StoreProbe.away();
        });
        String id = bench.enqueue("known", 0);
        bench.memory.join("other", Duration.ofSeconds(1));
        assertThat(bench.memory.claim("other", QueueSelection.ALL, 1, Long.MAX_VALUE))
                .hasSize(1);
        bench.start(1, (task, control) -> succeeded());
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
    }

    @Test
    void whatOthersParkedIsTakenUpThoughNothingCanBeRescued() {
        bench.probe.before("rescue", arguments -> {
            throw StoreProbe.away();
        });
        String id = bench.enqueue("known", 0);
        bench.memory.join("other", Duration.ofSeconds(1));
        bench.memory
                .claim("other", QueueSelection.ALL, 1, Long.MAX_VALUE)
                .forEach(claimed -> bench.memory.park(
                        List.of(new Parked(claimed.claim(), "other", Parking.UNKNOWN_TASK, "not known there"))));
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(worker.state().storeAway()).isTrue();
    }

    @Test
    void whatIsDueIsClaimedThoughOthersAreInTheWayOfEachPromotion() {
        bench.probe.before("promote", arguments -> {
            throw StoreProbe.lostRace();
        });
        Worker worker = bench.start(1, (task, control) -> succeeded());

        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);

        assertThat(worker.state().storeAway()).isFalse();
    }

    @Test
    void whatIsDueIsClaimedThoughNothingCanBePromoted() {
        bench.probe.before("promote", arguments -> {
            throw StoreProbe.away();
        });
        Worker worker = bench.start(1, (task, control) -> succeeded());

        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);
        bench.awaitInTime(() -> worker.state().storeAway());

        bench.probe.comeBack();
        bench.awaitInTime(() -> !worker.state().storeAway());
    }

    @Test
    void promotionsGoOnThoughNothingCanBeClaimed() {
        bench.probe.before("claim", arguments -> {
            throw StoreProbe.away();
        });
        bench.start(1, (task, control) -> succeeded());
        bench.awaitInTime(() -> !bench.probe.calls("claim").isEmpty());
        int before = bench.probe.calls("promote").size();

        bench.awaitInTime(() -> bench.probe.calls("promote").size() > before + 3);
    }

    @Test
    void progressThatCannotBeKeptIsNotTheTasksFailure() {
        bench.probe.before("progress", arguments -> {
            throw StoreProbe.away();
        });
        bench.start(1, (task, control) -> {
            control.progress(new TaskProgress(1, 2, null));
            control.metadata("key", "value");
            return succeeded();
        });
        String id = bench.enqueue("known", 0);
        bench.awaitStatus(id, TaskStatus.SUCCESSFUL);
        assertThat(bench.find(id).metadata()).containsEntry("key", "value");
    }

    @Test
    void claimsThatFailForEverMakeNoNodeAfterTheOther() {
        bench.probe.before("claim", arguments -> {
            throw new IllegalStateException("an unreadable row");
        });
        bench.start(1, (task, control) -> succeeded());
        AtomicInteger steps = new AtomicInteger();
        bench.awaitInTime(
                () -> steps.incrementAndGet() > 300 && bench.probe.calls("join").size() > 1);

        assertThat(bench.probe.calls("join")).hasSizeBetween(2, 30);
    }
}
