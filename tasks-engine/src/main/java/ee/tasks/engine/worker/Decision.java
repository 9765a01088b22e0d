package ee.tasks.engine.worker;

import ee.tasks.spi.Completed;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.UnreadablePayloadException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** What becomes of a claim, given what its attempt came to. {@link Slots} carries it out. */
sealed interface Decision {

    /** Nothing is to be written. These need no memory: there may be none. */
    enum Nothing implements Decision {
        /** Others have the claim, and that is seen here first. */
        CLAIM_LOST,
        /** The outcome is of no use to anybody any more, and whoever saw that first has counted it. */
        DROPPED
    }

    /** The completion was committed with what the task did; events and followers are still to be told. */
    record Committed(Outcome outcome, Completed completed) implements Decision {}

    /** The completion is to be written: SUCCESSFUL, FAILED or CANCELLED, or READY again after the outcome's delay. */
    record Complete(Outcome outcome) implements Decision {}

    /** It took too long: FAILED, or READY again, as the task's {@code @Attempts} say for this failure; the runner knows them. */
    record TimedOut(TimeoutException failure) implements Decision {}

    /** The claim is to be released: the task is READY again, and this attempt does not count. */
    record GiveBack() implements Decision {}

    /** This node cannot read the task: it is to be parked for one that can. */
    record Park(String reason) implements Decision {}

    /** Running it failed outside of the task: the log shows the problem, and the task is FAILED with it, or given back. */
    record Broken(Throwable problem, boolean givenBack) implements Decision {}

    /** Has no effects, and depends on nothing but its arguments. The order of the cases counts. */
    static Decision of(RunFacts facts, CallResult result) {
        Outcome outcome = result instanceof CallResult.Returned returned ? returned.outcome() : null;
        if (facts.joined() instanceof JoinedCompletion.Written written && outcome instanceof Outcome.Succeeded) {
            return new Committed(outcome, written.completed());
        }
        if (facts.joined() == JoinedCompletion.NotWritten.CLAIM_LOST) {
            return Nothing.CLAIM_LOST;
        }
        if (facts.dropped()) {
            return Nothing.DROPPED;
        }
        Throwable problem = result instanceof CallResult.Threw threw ? threw.problem() : null;
        if (problem instanceof UnreadablePayloadException) {
            return new Park(problem.getMessage());
        }
        Optional<TimeoutException> timeout = result instanceof CallResult.NotReturned unreturned
                ? Optional.of(unreturned.failure())
                : facts.timeout();
        if (timeout.isPresent()) {
            return new TimedOut(timeout.get());
        }
        // What fails once the stop began failed because of it, as far as anybody can tell.
        boolean mayGiveBack = facts.workerStopping() && facts.rerunIfLost();
        if (problem != null) {
            return new Broken(problem, mayGiveBack);
        }
        return mayGiveBack && isCutShort(outcome, facts) ? new GiveBack() : new Complete(outcome);
    }

    /** Not where the task itself asks to be run later. */
    private static boolean isCutShort(Outcome outcome, RunFacts facts) {
        return outcome instanceof Outcome.Failed
                || outcome instanceof Outcome.Retrying again && !again.wanted()
                || outcome instanceof Outcome.Cancelled && facts.cancellationRequested();
    }
}
