package ee.tasks.core;

import ee.tasks.core.json.PayloadCodec;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord.Work;
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
        String id, TaskDefinition task, String arguments, Recurrence recurrence, Duration startDelay) {

    Work work() {
        TaskSettings settings = task.settings();
        return new Work(
                task.name(),
                settings.backend(),
                settings.queue(),
                settings.priority(),
                arguments,
                PayloadCodec.FORMAT,
                settings.rerunIfLost());
    }
}
