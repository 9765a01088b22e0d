package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.gated;
import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Gate;
import ee.tasks.spi.LetIn;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskStoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final Gate ONE = new Gate("one", null, 1, Capacity.ofConcurrent(1));
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    private final Site site = site(gated(1, ONE));
    private final Admission admission = new Admission(site);

    @Test
    void aWorkerWithoutLimitsAsksForNoGates() {
        Worker worker = bench.start(1, (task, control) -> succeeded());
        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);
        worker.stop();

        assertThat(bench.probe.calls("gates")).isEmpty();
    }

    @Test
    void withoutLimitsItIsNeverToRunAgain() {
        Admission idle = new Admission(site(WorkerBench.settings(1)));

        assertThat(idle.run()).isFalse();
        assertThat(idle.left()).isEqualTo(Round.FOREVER);
        assertThat(bench.probe.calls("gates")).isEmpty();
    }

    @Test
    void heldTasksAreLetInBeforeEachClaim() {
        bench.start(gated(1, ONE), (task, control) -> succeeded());
        for (int claims = 1; claims <= 3; claims++) {
            int before = bench.probe.calls("claim").size();
            bench.awaitInTime(() -> bench.probe.calls("claim").size() > before);
            assertThat(bench.probe.calls("letIn"))
                    .hasSizeGreaterThanOrEqualTo(bench.probe.calls("claim").size());
        }
    }

    @Test
    void itSaysWhetherTasksBecameDue() {
        bench.probe.instead("letIn", given -> new LetIn(1, null));
        assertThat(admission.run()).isTrue();

        bench.probe.instead("letIn", given -> LetIn.NOTHING);
        assertThat(admission.run()).isFalse();
    }

    @Test
    void itIsToRunAgainWhenTheStoreSays() {
        bench.probe.instead("letIn", given -> new LetIn(0, Duration.ofSeconds(3)));
        admission.run();
        assertThat(admission.left()).isEqualTo(Duration.ofSeconds(3).toNanos());

        bench.ticker.advance(Duration.ofSeconds(1));
        assertThat(admission.left()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void whereTheStoreKnowsNoTimeItDoesNotAskForAnother() {
        admission.run();

        assertThat(admission.left()).isEqualTo(Round.FOREVER);
    }

    /** The next start of the rate is a time of the store: no poll has to find it. */
    @Test
    void theNextTaskOfARateStartsInTime() {
        Gate rate = new Gate("rate", null, 1, Capacity.ofRate(1, Duration.ofMillis(400)));
        List<String> ids = bench.enqueue(2);
        long before = bench.ticker.nanos();
        bench.start(gated(2, rate), (task, control) -> succeeded());

        ids.forEach(id -> bench.awaitStatus(id, TaskStatus.SUCCESSFUL));

        assertThat(Duration.ofNanos(bench.ticker.nanos() - before))
                .isBetween(Duration.ofMillis(400), Duration.ofMillis(900));
    }

    @Test
    void aFailureIsTriedAgainAfterPausesThatGrow() {
        bench.probe.before("letIn", given -> {
            throw StoreProbe.away();
        });
        Duration last = Duration.ZERO;
        for (int failures = 1; failures <= 10; failures++) {
            assertThat(admission.run()).isFalse();
            assertThat(bench.probe.calls("letIn")).hasSize(failures);
            Duration pause = Duration.ofNanos(admission.left());
            assertThat(pause).isPositive().isLessThanOrEqualTo(MAX_PAUSE);

            bench.ticker.advance(pause.minusNanos(1));
            admission.run();
            assertThat(bench.probe.calls("letIn")).hasSize(failures);
            bench.ticker.advance(Duration.ofNanos(1));
            last = pause;
        }
        assertThat(last).isGreaterThanOrEqualTo(MAX_PAUSE.dividedBy(2));
        assertThat(site.outage().isOn()).isTrue();

        bench.probe.comeBack();
        admission.run();

        assertThat(site.outage().isOn()).isFalse();
        assertThat(admission.left()).isEqualTo(Round.FOREVER);
    }

    @Test
    void anotherTransactionThatWasInTheWayIsNoOutage() {
        bench.probe.before("letIn", given -> {
            throw StoreProbe.lostRace();
        });

        admission.run();

        assertThat(site.outage().isOn()).isFalse();
        assertThat(admission.left()).isPositive().isLessThan(Round.FOREVER);
    }

    @Test
    void aFailureHoldsUpNoClaim() {
        bench.probe.before("letIn", given -> {
            throw StoreProbe.away();
        });
        Worker worker = bench.start(gated(1, ONE), (task, control) -> succeeded());

        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);

        assertThat(bench.probe.calls("letIn")).isNotEmpty();
        assertThat(worker.state().storeAway()).isTrue();
    }

    @Test
    void whatIsOverIsVacatedBeforeOthersAreLetIn() {
        Run run = run();
        bench.probe.before("letIn", given -> assertThat(vacated()).containsExactly(run.claim()));

        admission.settled(run);
        admission.run();

        assertThat(bench.probe.calls("letIn")).hasSize(1);
        assertThat(site.outage().isOn()).isFalse();
    }

    @Test
    void whatCouldNotBeVacatedIsTriedAgainAndThenNoMore() {
        Run run = run();
        bench.probe.before("vacate", given -> {
            throw StoreProbe.away();
        });
        admission.settled(run);
        admission.run();
        assertThatThrownBy(admission::vacate).isInstanceOf(TaskStoreException.class);
        bench.probe.comeBack();
        bench.probe.calls("vacate").clear();

        bench.ticker.advance(MAX_PAUSE);
        admission.run();
        admission.run();

        assertThat(vacated()).containsExactly(run.claim());
    }

    @Test
    void whatIsOverWakesTheClaimer() {
        Run run = run();
        run.stay().enter();
        admission.settled(run);
        assertThat(site.signals().claim().lower()).isFalse();

        admission.left(run);

        assertThat(site.signals().claim().lower()).isTrue();
    }

    private Site site(WorkerSettings settings) {
        return new Site(settings, bench.probe.store(), bench.ticker, new Random(1));
    }

    private Run run() {
        bench.memory.join("n", Duration.ofHours(1));
        bench.enqueue("known", 0);
        return new Run(
                new Node("n", 0, 60),
                bench.memory
                        .gates()
                        .claim("n", QueueSelection.ALL, 1, Long.MAX_VALUE, task -> List.of(ONE))
                        .get(0),
                0,
                new RunLink(site, List::of));
    }

    private List<Object> vacated() {
        return bench.probe.calls("vacate").stream()
                .flatMap(given -> ((Collection<?>) given[0]).stream())
                .map(Object.class::cast)
                .toList();
    }
}
