package ee.tasks;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The error of one failed attempt, as text only, so that reading it never loads an application class.
 *
 * @param exceptionClass the exception's class name
 * @param message its message, or {@code null}
 * @param stackTrace its stack trace with causes, cut when very long; empty when there is none
 * @param attempt which attempt failed, from 1; 0 if the task never started, but expired
 * @param workerId the worker that ran it
 * @param failedAt when, by the store's time
 * @since 1.0
 */
public record TaskError(
        String exceptionClass, String message, String stackTrace, int attempt, String workerId, Instant failedAt) {

    /** Refuses an error without a class; a missing stack trace becomes empty. */
    public TaskError {
        requireNonNull(exceptionClass, "exceptionClass");
        stackTrace = stackTrace == null ? "" : stackTrace;
    }
}
