package ee.tasks.engine;

import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRunner;
import java.time.Clock;

/**
 * What the engine gives to those that make and start its backends.
 *
 * @param runner runs attempts
 * @param log logs what becomes of tasks, and fires the events
 * @param schedules writes the schedules that code declares
 * @param gates which gates the tasks of the deployment have to pass; {@link TaskGates#NONE} if none is limited
 */
public record BackendParts(
        TaskRunner runner,
        TaskLog log,
        Transactions transactions,
        Clock clock,
        ScheduleDeclarations schedules,
        TaskGates gates) {

    /** For a task that is not enqueued by an invocation. */
    public String newId() {
        return TaskIds.next(clock.millis());
    }
}
