package ee.tasks.engine.worker;

import ee.tasks.spi.Outcome;
import java.util.concurrent.TimeoutException;

/** How one call of a task's code came back to the worker, or did not. */
sealed interface CallResult {

    /** It has an outcome. */
    record Returned(Outcome outcome) implements CallResult {}

    /** The runner threw, or completed its stage exceptionally: not what the task's code throws, which has an outcome. */
    record Threw(Throwable problem) implements CallResult {}

    /** It is past its time limit and did not return in time after its interrupt: nobody waits for it any more. */
    record NotReturned(TimeoutException failure) implements CallResult {}

    /** As a stage tells it: one of the two is {@code null}. A runner that breaks its contract may leave both so. */
    static CallResult of(Outcome outcome, Throwable problem) {
        if (problem != null) {
            return new Threw(problem);
        }
        return outcome != null ? new Returned(outcome) : new Threw(new NullPointerException("outcome"));
    }
}
