package ee.tasks.admin;

import java.time.Instant;

/**
 * Something that is paused.
 *
 * @param kind what the name means
 * @param name the queue, the limit, the node's id or the instance; {@code *} for the namespace
 * @param key the key of a limit, the first 255 characters of it; {@code null} if the limit has none, and for other kinds
 * @param since when it was paused; {@code null} for a queue whose row somebody wrote with SQL
 * @param until when it goes on by itself; {@code null} if it waits to be resumed
 * @since 1.0
 */
public record Pause(PauseKind kind, String name, String key, Instant since, Instant until) {}
