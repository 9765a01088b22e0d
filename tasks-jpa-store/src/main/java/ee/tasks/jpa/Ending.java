package ee.tasks.jpa;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * A completion as columns.
 *
 * @param status READY for another attempt
 * @param delay before another attempt
 */
record Ending(Claim claim, TaskStatus status, String result, Instant startedAt, Duration delay, TaskError error) {

    static Ending of(Completion completion) {
        Outcome outcome = completion.outcome();
        Claim claim = completion.claim();
        Instant startedAt = completion.startedAt();
        if (outcome instanceof Outcome.Succeeded succeeded) {
            String result = StoredText.json(succeeded.result());
            return new Ending(claim, TaskStatus.SUCCESSFUL, result, startedAt, Duration.ZERO, null);
        }
        if (outcome instanceof Outcome.Failed failed) {
            return new Ending(claim, TaskStatus.FAILED, null, startedAt, Duration.ZERO, failed.error());
        }
        if (outcome instanceof Outcome.Retrying retrying) {
            return new Ending(claim, TaskStatus.READY, null, startedAt, retrying.delay(), retrying.error());
        }
        return new Ending(claim, TaskStatus.CANCELLED, null, startedAt, Duration.ZERO, null);
    }

    String id() {
        return claim.id();
    }

    long delayMicros() {
        return Micros.of(delay);
    }
}
