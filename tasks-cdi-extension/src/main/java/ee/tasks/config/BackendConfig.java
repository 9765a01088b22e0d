package ee.tasks.config;

import java.util.Set;

/**
 * One configured backend.
 *
 * @param queues the queues it takes; empty means any
 * @param namespace what separates its tasks from others in one place
 */
public record BackendConfig(String name, String type, Set<String> queues, String namespace) {}
