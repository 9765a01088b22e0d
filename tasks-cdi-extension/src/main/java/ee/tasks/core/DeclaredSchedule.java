package ee.tasks.core;

import ee.tasks.schedule.Recurrence;
import java.time.Duration;

/**
 * A schedule that code declares, checked.
 *
 * @param id its id
 * @param task the task that it enqueues
 * @param arguments the task's arguments, a JSON array
 * @param recurrence when; its start is the first declaration plus the delay
 * @param startDelay how long after its first declaration it begins
 */
public record DeclaredSchedule(
        String id, TaskDefinition task, String arguments, Recurrence recurrence, Duration startDelay) {}
