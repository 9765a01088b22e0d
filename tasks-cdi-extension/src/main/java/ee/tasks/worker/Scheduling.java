package ee.tasks.worker;

import java.util.Set;
import java.util.function.Supplier;

/**
 * What a worker needs to see to schedules.
 *
 * @param declared the ids of the schedules that this application's code declares
 * @param declare writes those that are not yet, or are others now
 * @param ids makes ids for tasks
 */
public record Scheduling(Set<String> declared, Runnable declare, Supplier<String> ids) {}
