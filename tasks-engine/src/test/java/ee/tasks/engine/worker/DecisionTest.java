package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.engine.worker.CallResult.NotReturned;
import ee.tasks.engine.worker.CallResult.Threw;
import ee.tasks.engine.worker.Decision.Broken;
import ee.tasks.engine.worker.Decision.Committed;
import ee.tasks.engine.worker.Decision.Complete;
import ee.tasks.engine.worker.Decision.GiveBack;
import ee.tasks.engine.worker.Decision.Nothing;
import ee.tasks.engine.worker.Decision.Park;
import ee.tasks.engine.worker.Decision.TimedOut;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.UnreadablePayloadException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What becomes of a claim: one line for each case. */
class DecisionTest {

    private static final TaskError ERROR = new TaskError("e", "message", "trace", 1, "n", Instant.EPOCH);
    /** As large as the store takes one; nothing is cut here. */
    private static final TaskError LARGE =
            new TaskError("e", "m".repeat(1 << 20), "t".repeat(1 << 20), 1, "n", Instant.EPOCH);

    private static final Outcome SUCCEEDED = new Outcome.Succeeded("1");
    private static final Outcome FAILED = new Outcome.Failed(ERROR);
    private static final Outcome RETRYING = new Outcome.Retrying(ERROR, Duration.ofSeconds(3));
    private static final Outcome RETRYING_AT_ONCE = new Outcome.Retrying(ERROR, Duration.ZERO);
    private static final Outcome RETRY_WANTED = new Outcome.Retrying(ERROR, Duration.ofHours(5), true);
    private static final Outcome CANCELLED = new Outcome.Cancelled();
    private static final Completed WRITTEN = new Completed(Set.of(), Set.of(), true, false);

    private static final TimeoutException TIMEOUT = new TimeoutException("PT1S");
    private static final RuntimeException PROBLEM = new IllegalStateException("registry");
    private static final RuntimeException UNREADABLE = new UnreadablePayloadException("format 9", null);
    private static final InterruptedException INTERRUPTED = new InterruptedException();

    private static final Given RUNS =
            new Given(new RunFacts(JoinedCompletion.NotWritten.UNASKED, false, Optional.empty(), true, false, false));
    private static final Given ONCE = RUNS.runsOnce();
    private static final Given STOPS = RUNS.workerStops();

    static final Row[] ROWS = {
        // What a run comes to that nothing has happened to.
        row("success", RUNS, returned(SUCCEEDED), new Complete(SUCCEEDED)),
        row("no attempt left, or not to be retried", RUNS, returned(FAILED), new Complete(FAILED)),
        row("attempts left", RUNS, returned(RETRYING), new Complete(RETRYING)),
        row("attempts left, at once", RUNS, returned(RETRYING_AT_ONCE), new Complete(RETRYING_AT_ONCE)),
        row("retry asked for, with its delay", RUNS, returned(RETRY_WANTED), new Complete(RETRY_WANTED)),
        row("cancelled", RUNS, returned(CANCELLED), new Complete(CANCELLED)),
        row("a large error", RUNS, returned(new Outcome.Failed(LARGE)), new Complete(new Outcome.Failed(LARGE))),
        row("unreadable", RUNS, new Threw(UNREADABLE), new Park("format 9")),
        row("the runner throws", RUNS, new Threw(PROBLEM), new Broken(PROBLEM, false)),
        row("the runner is interrupted", RUNS, new Threw(INTERRUPTED), new Broken(INTERRUPTED, false)),

        // Past its time limit: whatever the call comes to.
        row("late success", RUNS.tooLate(), returned(SUCCEEDED), new TimedOut(TIMEOUT)),
        row("late failure", RUNS.tooLate(), returned(FAILED), new TimedOut(TIMEOUT)),
        row("late retry asked for", RUNS.tooLate(), returned(RETRY_WANTED), new TimedOut(TIMEOUT)),
        row("late cancellation", RUNS.tooLate(), returned(CANCELLED), new TimedOut(TIMEOUT)),
        row("late throw", RUNS.tooLate(), new Threw(PROBLEM), new TimedOut(TIMEOUT)),
        row("late, and never called", RUNS.tooLate(), new Threw(UNREADABLE), new Park("format 9")),
        row("never returned", RUNS.tooLate(), new NotReturned(TIMEOUT), new TimedOut(TIMEOUT)),
        row("late while the worker stops", STOPS.tooLate(), returned(FAILED), new TimedOut(TIMEOUT)),
        row("never returned while the worker stops", STOPS.tooLate(), new NotReturned(TIMEOUT), new TimedOut(TIMEOUT)),

        // Lost, or dropped.
        row("dropped success", RUNS.dropped(), returned(SUCCEEDED), Nothing.DROPPED),
        row("dropped failure", RUNS.dropped(), returned(FAILED), Nothing.DROPPED),
        row("dropped and unreadable", RUNS.dropped(), new Threw(UNREADABLE), Nothing.DROPPED),
        row("dropped throw", RUNS.dropped(), new Threw(PROBLEM), Nothing.DROPPED),
        row("dropped and late", RUNS.dropped().tooLate(), returned(FAILED), Nothing.DROPPED),
        row("dropped and never returned", RUNS.dropped().tooLate(), new NotReturned(TIMEOUT), Nothing.DROPPED),
        row("dropped during a stop", STOPS.dropped(), returned(FAILED), Nothing.DROPPED),
        row("claim lost in its transaction", RUNS.claimLost(), returned(CANCELLED), Nothing.CLAIM_LOST),
        row("claim lost, success", RUNS.claimLost(), returned(SUCCEEDED), Nothing.CLAIM_LOST),
        row("claim lost, seen before", RUNS.claimLost().dropped(), returned(CANCELLED), Nothing.CLAIM_LOST),
        row("claim lost and late", RUNS.claimLost().tooLate(), returned(CANCELLED), Nothing.CLAIM_LOST),

        // Atomic: written in the task's transaction.
        row("committed", RUNS.written(), returned(SUCCEEDED), new Committed(SUCCEEDED, WRITTEN)),
        row(
                "committed, and lost meanwhile",
                RUNS.written().dropped(),
                returned(SUCCEEDED),
                new Committed(SUCCEEDED, WRITTEN)),
        row("committed during a stop", STOPS.written(), returned(SUCCEEDED), new Committed(SUCCEEDED, WRITTEN)),
        row("the commit failed", RUNS.written(), returned(FAILED), new Complete(FAILED)),
        row("the commit failed, and it was lost", RUNS.written().dropped(), returned(FAILED), Nothing.DROPPED),
        row("the commit failed during a stop", STOPS.written(), returned(FAILED), new GiveBack()),
        row("late after a commit that failed", RUNS.written().tooLate(), returned(FAILED), new TimedOut(TIMEOUT)),

        // While the worker stops.
        row("success during a stop", STOPS, returned(SUCCEEDED), new Complete(SUCCEEDED)),
        row("failure during a stop", STOPS, returned(FAILED), new GiveBack()),
        row("failure with attempts left during a stop", STOPS, returned(RETRYING), new GiveBack()),
        row("retry asked for during a stop", STOPS, returned(RETRY_WANTED), new Complete(RETRY_WANTED)),
        row("cancelled by somebody during a stop", STOPS, returned(CANCELLED), new Complete(CANCELLED)),
        row("cancelled by the stop", STOPS.cancellationRequested(), returned(CANCELLED), new GiveBack()),
        row(
                "success though asked to stop",
                STOPS.cancellationRequested(),
                returned(SUCCEEDED),
                new Complete(SUCCEEDED)),
        row("the runner throws during a stop", STOPS, new Threw(PROBLEM), new Broken(PROBLEM, true)),
        row("unreadable during a stop", STOPS, new Threw(UNREADABLE), new Park("format 9")),

        // Not to be run again.
        row("runs once, failure", ONCE, returned(FAILED), new Complete(FAILED)),
        row("runs once, failure during a stop", ONCE.workerStops(), returned(FAILED), new Complete(FAILED)),
        row("runs once, attempts left during a stop", ONCE.workerStops(), returned(RETRYING), new Complete(RETRYING)),
        row("runs once, cancelled during a stop", ONCE.workerStops(), returned(CANCELLED), new Complete(CANCELLED)),
        row("runs once, throws during a stop", ONCE.workerStops(), new Threw(PROBLEM), new Broken(PROBLEM, false)),
    };

    @ParameterizedTest
    @FieldSource("ROWS")
    void isDecidedFromTheFactsAndTheResultAlone(Row row) {
        assertThat(Decision.of(row.given().facts(), row.result())).isEqualTo(row.decision());
    }

    @Test
    void eachDecisionHasARow() {
        assertThat(types(Row::decision)).containsOnly(Decision.class.getPermittedSubclasses());
        assertThat(Stream.of(ROWS).map(Row::decision)).contains(Nothing.values());
        assertThat(types(Row::result)).containsOnly(CallResult.class.getPermittedSubclasses());
    }

    private static Set<Class<?>> types(Function<Row, Object> part) {
        return Stream.of(ROWS).map(part).map(Object::getClass).collect(Collectors.toSet());
    }

    @Test
    void aStageTellsOneOfTwo() {
        assertThat(CallResult.of(SUCCEEDED, null)).isEqualTo(returned(SUCCEEDED));
        assertThat(CallResult.of(null, PROBLEM)).isEqualTo(new Threw(PROBLEM));
    }

    @Test
    void aRunnerWithoutAnOutcomeIsBroken() {
        assertThat(CallResult.of(null, null)).isInstanceOfSatisfying(Threw.class, threw -> assertThat(threw.problem())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("outcome"));
    }

    private static CallResult returned(Outcome outcome) {
        return new CallResult.Returned(outcome);
    }

    private static Row row(String name, Given given, CallResult result, Decision decision) {
        return new Row(name, given, result, decision);
    }

    record Row(String name, Given given, CallResult result, Decision decision) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Facts, and what else may be the case. */
    record Given(RunFacts facts) {

        Given claimLost() {
            return joined(JoinedCompletion.NotWritten.CLAIM_LOST);
        }

        Given written() {
            return joined(new JoinedCompletion.Written(new Outcome.Succeeded("1"), WRITTEN));
        }

        private Given joined(JoinedCompletion joined) {
            return new Given(new RunFacts(
                    joined,
                    facts.dropped(),
                    facts.timeout(),
                    facts.rerunIfLost(),
                    facts.cancellationRequested(),
                    facts.workerStopping()));
        }

        Given dropped() {
            return with(
                    true, facts.timeout(), facts.rerunIfLost(), facts.cancellationRequested(), facts.workerStopping());
        }

        Given tooLate() {
            return with(
                    facts.dropped(),
                    Optional.of(TIMEOUT),
                    facts.rerunIfLost(),
                    facts.cancellationRequested(),
                    facts.workerStopping());
        }

        Given runsOnce() {
            return with(facts.dropped(), facts.timeout(), false, facts.cancellationRequested(), facts.workerStopping());
        }

        Given cancellationRequested() {
            return with(facts.dropped(), facts.timeout(), facts.rerunIfLost(), true, facts.workerStopping());
        }

        Given workerStops() {
            return with(facts.dropped(), facts.timeout(), facts.rerunIfLost(), facts.cancellationRequested(), true);
        }

        private Given with(
                boolean dropped,
                Optional<TimeoutException> timeout,
                boolean rerunIfLost,
                boolean cancellationRequested,
                boolean workerStopping) {
            return new Given(
                    new RunFacts(facts.joined(), dropped, timeout, rerunIfLost, cancellationRequested, workerStopping));
        }
    }
}
