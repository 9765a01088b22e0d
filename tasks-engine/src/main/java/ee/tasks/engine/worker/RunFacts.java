package ee.tasks.engine.worker;

import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * What decides, besides its result, what becomes of a run; as it is at one moment.
 *
 * @param joined what it has written in the task's own transaction
 * @param dropped whether its outcome is of no use to anybody any more
 * @param timeout what it fails with, if it was interrupted because of its time limit
 * @param rerunIfLost whether it may be run again although a run of it was cut short
 * @param cancellationRequested whether the worker requested its cancellation, since it may be run again
 * @param workerStopping whether its worker stops
 */
record RunFacts(
        JoinedCompletion joined,
        boolean dropped,
        Optional<TimeoutException> timeout,
        boolean rerunIfLost,
        boolean cancellationRequested,
        boolean workerStopping) {}
