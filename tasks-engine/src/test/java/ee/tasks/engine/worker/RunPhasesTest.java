package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskControl.Joined;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may happen to a run in each of its phases; this thread is the one that runs it. */
class RunPhasesTest {

    private static final Outcome.Succeeded SUCCESS = new Outcome.Succeeded("1");
    private static final TimeoutException TIMEOUT = new TimeoutException("PT1S");
    private static final long LIMIT = 100;

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    private final Node node = new Node("n", 0, 60);
    private Run run;

    @BeforeEach
    void claim() {
        bench.memory.join("n", Duration.ofHours(1));
        bench.enqueue("known", 0);
        Site site = new Site(WorkerBench.settings(1), bench.probe.store(), bench.ticker, new SplittableRandom(1));
        ClaimedTask claimed =
                bench.memory.claim("n", QueueSelection.ALL, 1, Long.MAX_VALUE).get(0);
        run = new Run(node, claimed, 0, new RunLink(site, List::of));
        bench.probe.instead("joinsTransaction", given -> true);
    }

    /** Or else it reaches what this thread does next. */
    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private void start() {
        run.start(Instant.EPOCH);
    }

    @Test
    void whatIsDroppedIsInterruptedWhileItIsOnItsThread() {
        start();
        run.drop();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.isHeld(0)).isFalse();
    }

    @Test
    void whatIsDroppedBeforeItStartsIsInterruptedWhenItDoes() {
        run.drop();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        start();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void noInterruptReachesAThreadThatItHasLeft() {
        start();
        Thread.currentThread().interrupt();
        run.leaveThread();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        run.drop();
        run.requestCancellation();
        run.timeOut(TIMEOUT, LIMIT);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(run.timeout()).isEmpty();
    }

    @Test
    void itIsHeldAsLongAsItsLeaseRuns() {
        assertThat(run.isHeld(59)).isTrue();
        assertThat(run.isHeld(60)).isFalse();
    }

    @Test
    void onlyACallWithALimitHasTimeLeft() {
        assertThat(run.left(0)).isEqualTo(Round.FOREVER);
        start();
        assertThat(run.left(0)).isEqualTo(Round.FOREVER);
        run.limit(LIMIT);
        assertThat(run.left(40)).isEqualTo(60);
        run.leaveThread();
        assertThat(run.left(0)).isEqualTo(Round.FOREVER);
    }

    @Test
    void whoseTimeIsUpIsInterruptedAndHasTheGraceLeft() {
        start();
        run.limit(LIMIT);
        run.timeOut(TIMEOUT, 150);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.left(LIMIT)).isEqualTo(50);
        assertThat(run.isStopping()).isTrue();

        run.leaveThread();

        assertThat(run.timeout()).contains(TIMEOUT);
        assertThat(run.facts(false).timeout()).contains(TIMEOUT);
    }

    @Test
    void whatHasReturnedInTimeIsNotAbandoned() {
        start();
        assertThat(run.abandon()).isEmpty();
        run.timeOut(TIMEOUT, LIMIT);
        run.leaveThread();
        assertThat(run.abandon()).isEmpty();
        assertThat(run.isDone()).isFalse();
    }

    @Test
    void anAbandonedCallIsDoneWhenItLeavesItsThreadWhoeverIsFirst() {
        start();
        run.timeOut(TIMEOUT, LIMIT);
        assertThat(run.abandon()).contains(new CallResult.NotReturned(TIMEOUT));
        assertThat(run.done()).as("a slot of its own").isFalse();
        assertThat(run.isAbandoned()).isTrue();
        assertThat(run.isDone()).isFalse();

        run.leaveThread();

        assertThat(run.isDone()).isTrue();
        assertThat(run.done()).as("a slot of its own").isFalse();
    }

    @Test
    void noLimitAndNoInterruptReachACommit() {
        start();
        run.limit(LIMIT);
        Thread.currentThread().interrupt(); // meant for the method
        assertThat(run.joinTransaction(SUCCESS)).isEqualTo(Joined.WRITTEN);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        assertThat(run.left(LIMIT)).isEqualTo(Round.FOREVER);
        run.timeOut(TIMEOUT, LIMIT);
        run.requestCancellation();
        run.drop();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(run.timeout()).isEmpty();
    }

    @Test
    void theLimitCountsAgainAfterARollback() {
        start();
        run.limit(LIMIT);
        run.joinTransaction(SUCCESS);
        run.isLostRace(StoreProbe.lostRace());

        assertThat(run.left(40)).isEqualTo(60);
        run.timeOut(TIMEOUT, LIMIT);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.joinTransaction(SUCCESS)).isEqualTo(Joined.CLAIM_LOST);
        assertThat(bench.probe.calls("complete")).hasSize(1);
    }

    @Test
    void whatMayHaveBeenCommittedStaysSoWhenTheClaimIsLostLater() {
        start();
        assertThat(run.joinTransaction(SUCCESS)).isEqualTo(Joined.WRITTEN);
        run.isLostRace(StoreProbe.lostRace());
        bench.probe.instead("complete", given -> lost());

        assertThat(run.joinTransaction(SUCCESS)).isEqualTo(Joined.CLAIM_LOST);

        assertThat(run.joined().map(JoinedCompletion.Written::outcome)).contains(SUCCESS);
        assertThat(Decision.of(run.facts(false), new CallResult.Returned(new Outcome.Cancelled())))
                .isEqualTo(new Decision.Complete(new Outcome.Cancelled()));
    }

    @Test
    void aClaimThatIsLostAtOnceIsLost() {
        start();
        bench.probe.instead("complete", given -> lost());

        assertThat(run.joinTransaction(SUCCESS)).isEqualTo(Joined.CLAIM_LOST);

        assertThat(run.joined()).isEmpty();
        assertThat(Decision.of(run.facts(false), new CallResult.Returned(new Outcome.Cancelled())))
                .isEqualTo(Decision.Nothing.CLAIM_LOST);
    }

    private Completed lost() {
        return new Completed(Set.of(run.claim()), Set.of(), false, false);
    }

    @Test
    void aStageTakesTheSlotWithItOnce() {
        CompletableFuture<Outcome> stage = new CompletableFuture<>();
        start();
        run.leaveThread();
        run.detach(stage);
        assertThat(stage).isNotDone();
        assertThat(run.done()).as("a slot of its own").isTrue();
        assertThat(run.done()).as("a slot of its own").isFalse();
    }

    @Test
    void theStageOfWhatWasDroppedIsGivenUpWheneverItComes() {
        CompletableFuture<Outcome> stage = new CompletableFuture<>();
        start();
        run.drop();
        run.giveUpStage();
        run.leaveThread();
        run.detach(stage);
        assertThat(stage).isCancelled();
    }

    @Test
    void whatIsDoneWritesNothingMore() {
        start();
        run.leaveThread();
        run.done();
        assertThat(run.isStopping()).isTrue();
        assertThat(run.joinTransaction(SUCCESS)).isEqualTo(Joined.CLAIM_LOST);
        assertThat(bench.probe.calls("complete")).isEmpty();
        assertThat(run.joined()).isEqualTo(Optional.empty());
    }

    @Test
    void itsNodeIsEmptyHandedWhenItGaveItOnce() {
        node.took();
        run.gave();
        run.gave();
        assertThat(node.lapseIfEmptyHanded()).isFalse();
        node.gave();
        assertThat(node.lapseIfEmptyHanded()).isTrue();
    }
}
