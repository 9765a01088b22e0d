package ee.tasks;

import java.time.Instant;

/**
 * What one failed attempt left behind: text only, so that reading it never loads an application class.
 *
 * @param exceptionClass the exception's class name
 * @param message its message, or {@code null}
 * @param stackTrace its stack trace with causes, cut when very long
 * @param attempt which attempt failed, from 1
 * @param workerId the worker that ran it
 * @param failedAt when, by the store's time
 * @since 1.0
 */
public record TaskError(
        String exceptionClass, String message, String stackTrace, int attempt, String workerId, Instant failedAt) {}
