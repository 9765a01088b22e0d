package ee.tasks.admin;

import java.time.Instant;

/**
 * A slot of a strict limit that stays taken, since nobody knows whether the node that took it still runs the task.
 *
 * @param limit the limit's name
 * @param key its key, the first 255 characters of it; {@code null} if it has none
 * @param task the id of the task
 * @param node the id of the node that is lost
 * @param instance the {@code ee.tasks.node.instance} of that node; {@code null} if it had none
 * @param since since when the slot is kept for it
 * @since 1.0
 */
public record StrictSlot(String limit, String key, String task, String node, String instance, Instant since) {}
