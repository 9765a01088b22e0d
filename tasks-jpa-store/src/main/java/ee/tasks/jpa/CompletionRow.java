package ee.tasks.jpa;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * A completion as the columns that it writes.
 *
 * @param status READY if another attempt follows
 * @param delay the pause before that attempt, else zero
 */
record CompletionRow(
        Claim claim, TaskStatus status, String result, Instant startedAt, Duration delay, TaskError error) {

    static CompletionRow of(Completion completion) {
        Outcome outcome = completion.outcome();
        Claim claim = completion.claim();
        Instant startedAt = completion.startedAt();
        if (outcome instanceof Outcome.Succeeded succeeded) {
            String result = StoredText.json(succeeded.result());
            return new CompletionRow(claim, TaskStatus.SUCCESSFUL, result, startedAt, Duration.ZERO, null);
        }
        if (outcome instanceof Outcome.Failed failed) {
            return new CompletionRow(claim, TaskStatus.FAILED, null, startedAt, Duration.ZERO, failed.error());
        }
        if (outcome instanceof Outcome.Retrying retrying) {
            return new CompletionRow(claim, TaskStatus.READY, null, startedAt, retrying.delay(), retrying.error());
        }
        return new CompletionRow(claim, TaskStatus.CANCELLED, null, startedAt, Duration.ZERO, null);
    }

    String id() {
        return claim.id();
    }

    long delayMicros() {
        return Micros.of(delay);
    }
}
