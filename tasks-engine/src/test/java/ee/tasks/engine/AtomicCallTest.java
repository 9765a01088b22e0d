package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.RetryLater;
import ee.tasks.TaskError;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of the transaction of an atomic task, and of its outcome. */
class AtomicCallTest {

    private static final Outcome.Succeeded SUCCESS = new Outcome.Succeeded("1");

    private final FakeTransactions transactions = new FakeTransactions();
    private final List<Outcome> joined = new ArrayList<>();
    private TaskControl.Joined answer = TaskControl.Joined.WRITTEN;
    private boolean stopping;
    private Throwable failure;

    private final TaskControl control = new TaskControl() {

        @Override
        public Joined joinTransaction(Outcome.Succeeded outcome) {
            assertThat(transactions.state()).isEqualTo(Transactions.State.ACTIVE);
            joined.add(outcome);
            return answer;
        }

        @Override
        public boolean isStopping() {
            return stopping;
        }
    };

    private Outcome call(AtomicCall.MethodCall method) {
        return call(AtomicCall.MAX_CALLS, method);
    }

    private Outcome call(int maxCalls, AtomicCall.MethodCall method) {
        return new AtomicCall("mail", Duration.ofSeconds(7), maxCalls, control, transactions)
                .call(method, returned -> (Outcome) returned, this::failed);
    }

    private Outcome failed(Throwable thrown) {
        assertThat(transactions.current()).as("transaction").isNull();
        failure = thrown;
        return new Outcome.Failed(TaskErrors.of(thrown, 1, "n", Instant.EPOCH));
    }

    @Test
    void whatMayRunOnlyOnceIsNotCalledAgainAfterALostRace() {
        AtomicInteger calls = new AtomicInteger();

        call(1, () -> {
            calls.incrementAndGet();
            throw new TaskStoreException("in the way", null, true);
        });

        assertThat(calls).hasValue(1);
        assertThat(failure).hasMessage("in the way");
    }

    @Test
    void whatAsksToComeLaterIsNotCalledAgainWhateverMadeItAsk() {
        AtomicInteger calls = new AtomicInteger();

        call(() -> {
            calls.incrementAndGet();
            throw new RetryLater(Duration.ofMinutes(5), new TaskStoreException("in the way", null, true));
        });

        assertThat(calls).hasValue(1);
        assertThat(failure).isInstanceOf(RetryLater.class);
    }

    @Test
    void theMethodAndItsEndCommitInOneTransaction() {
        assertThat(call(() -> {
                    assertThat(transactions.state()).isEqualTo(Transactions.State.ACTIVE);
                    return SUCCESS;
                }))
                .isSameAs(SUCCESS);

        assertThat(joined).containsExactly(SUCCESS);
        assertThat(transactions.log()).containsExactly("begin PT7S", "commit");
    }

    @Test
    void whatIsThrownRollsBackBeforeItIsTold() {
        IllegalStateException thrown = new IllegalStateException("no");

        call(() -> {
            throw thrown;
        });

        assertThat(failure).isSameAs(thrown);
        assertThat(joined).isEmpty();
        assertThat(transactions.log()).containsExactly("begin PT7S", "rollback");
    }

    @Test
    void aResultThatIsNoSuccessRollsBack() {
        Outcome tooLarge = new Outcome.Failed(new TaskError("TooLarge", "", "", 1, "n", Instant.EPOCH));

        assertThat(call(() -> tooLarge)).isSameAs(tooLarge);

        assertThat(transactions.log()).containsExactly("begin PT7S", "rollback");
    }

    @Test
    void aLostClaimRollsBack() {
        answer = TaskControl.Joined.CLAIM_LOST;

        assertThat(call(() -> SUCCESS)).isInstanceOf(Outcome.Cancelled.class);

        assertThat(transactions.log()).containsExactly("begin PT7S", "rollback");
    }

    @Test
    void aBackendThatIsNotAbleWritesTheOutcomeAfterTheCommit() {
        answer = TaskControl.Joined.NOT_ABLE;

        assertThat(call(() -> SUCCESS)).isSameAs(SUCCESS);

        assertThat(transactions.log()).containsExactly("begin PT7S", "commit");
    }

    @Test
    void aTransactionThatIsMarkedRollbackOnlyIsAFailureWithAMessage() {
        call(() -> {
            transactions.mark(Transactions.State.ROLLBACK_ONLY);
            return SUCCESS;
        });

        assertThat(failure).hasMessageStartingWith("EETASK0253: atomic task 'mail' returned");
        assertThat(joined).isEmpty();
        assertThat(transactions.log()).containsExactly("begin PT7S", "rollback");
    }

    @Test
    void aTransactionWhoseTimeIsUpIsAFailureWithAMessage() {
        call(() -> {
            transactions.mark(Transactions.State.OVER);
            return SUCCESS;
        });

        assertThat(failure).hasMessageContaining("EETASK0254").hasMessageContaining("PT7S");
        assertThat(joined).isEmpty();
    }

    @Test
    void aMethodThatEndsTheTransactionFails() {
        call(() -> {
            transactions.end(true);
            return SUCCESS;
        });

        assertThat(failure).hasMessageStartingWith("EETASK0255");
        assertThat(joined).isEmpty();
    }

    @Test
    void aMethodThatBeginsAnotherFailsAndThatIsRolledBack() {
        call(() -> {
            transactions.end(true);
            transactions.begin();
            return SUCCESS;
        });

        assertThat(failure).hasMessageStartingWith("EETASK0255");
        assertThat(transactions.log()).endsWith("rollback");
    }

    @Test
    void aFailedCommitIsAFailure() {
        transactions.failCommits(new Exception("deferred constraint"), 1);

        call(() -> SUCCESS);

        assertThat(failure).hasMessage("deferred constraint");
        assertThat(transactions.log()).containsExactly("begin PT7S", "commit");
    }

    @Test
    void aTransactionThatDoesNotBeginIsAFailureAndNothingIsCalled() {
        transactions.failBegin(new Exception("no transaction manager"));

        call(() -> {
            throw new AssertionError("called");
        });

        assertThat(failure).hasMessage("no transaction manager");
        assertThat(transactions.log()).isEmpty();
    }

    @Test
    void whoHadAnotherTransactionInTheWayIsCalledAgainInAFreshOne() {
        AtomicInteger calls = new AtomicInteger();

        assertThat(call(() -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new IllegalStateException(lostRace());
                    }
                    return SUCCESS;
                }))
                .isSameAs(SUCCESS);

        assertThat(transactions.log())
                .containsExactly("begin PT7S", "rollback", "begin PT7S", "rollback", "begin PT7S", "commit");
    }

    @Test
    void soIsOneWhoseCommitHad() {
        transactions.failCommits(new Exception(lostRace()), 1);

        assertThat(call(() -> SUCCESS)).isSameAs(SUCCESS);

        assertThat(joined).hasSize(2);
    }

    @Test
    void butNotForEver() {
        AtomicInteger calls = new AtomicInteger();
        TaskStoreException deadlock = lostRace();

        call(() -> {
            calls.incrementAndGet();
            throw deadlock;
        });

        assertThat(calls).hasValue(AtomicCall.MAX_CALLS);
        assertThat(failure).isSameAs(deadlock);
    }

    @Test
    void norOnceItIsToStop() {
        AtomicInteger calls = new AtomicInteger();

        call(() -> {
            calls.incrementAndGet();
            stopping = true;
            throw lostRace();
        });

        assertThat(calls).hasValue(1);
    }

    private static TaskStoreException lostRace() {
        return new TaskStoreException("deadlock", null, true);
    }
}
