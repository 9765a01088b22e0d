package ee.tasks.schedule;

import ee.tasks.Overlap;
import ee.tasks.Recurring;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import java.util.List;
import java.util.Optional;

/**
 * Lists, makes, pauses and deletes the schedules of this application: those that {@link Recurring} declares, and those that are made here.
 * Inject it. Thread-safe.
 *
 * <p>The backend of a task stores its schedules, in the application's namespace; it needs {@code SCHEDULES}. With {@code jpa} every write
 * joins the caller's JTA transaction: it is rolled back with it, and workers see it after the commit. With other backends it takes effect
 * immediately. A call waits for a row that another transaction is just writing.
 *
 * <p>Every method throws {@link NullPointerException} for {@code null}, and {@link ee.tasks.spi.TaskStoreException} if the store cannot be
 * reached, or if other transactions were in the way several times. An unknown id is not an error.
 *
 * @since 1.0
 */
public interface TaskSchedules {

    /**
     * Makes a schedule, or replaces the one that has the id: its ticks start anew, now or at the recurrence's start, and it is not paused.
     * Putting the same schedule again changes nothing, not even a pause, so you may call it at every start of the application.
     *
     * @param id 1 to 255 characters, unique in the namespace
     * @param invocation what each tick enqueues; it may set no other options than queue and priority
     * @param recurrence when its ticks are
     * @return the schedule
     * @throws ee.tasks.InvalidTaskException if the id, the recurrence (the message names all its mistakes) or the invocation breaks a rule,
     *     if a {@link Recurring} declares that id, or if another backend has a schedule with it
     * @throws ee.tasks.UnsupportedFeatureException if the task's backend keeps no schedules
     */
    TaskSchedule put(String id, TaskInvocation<?> invocation, Recurrence recurrence);

    /**
     * Finds a schedule.
     *
     * @param id any text
     * @return the schedule as it is now; empty if there is none of that id
     */
    Optional<TaskSchedule> find(String id);

    /**
     * Lists all schedules.
     *
     * @return the schedules in the order of their ids
     */
    List<TaskSchedule> list();

    /**
     * Pauses a schedule: its ticks pass without a run until it is resumed. Survives restarts and deployments. Tasks that are enqueued
     * already run.
     *
     * @param id any text
     * @return {@code true} if it was paused, {@code false} if it was paused before or is unknown
     */
    boolean pause(String id);

    /**
     * Resumes a paused schedule. The ticks that passed are lost, whatever its {@link ee.tasks.MissedTicks}.
     *
     * @param id any text
     * @return {@code true} if it was resumed, {@code false} if it was not paused or is unknown
     */
    boolean resume(String id);

    /**
     * Deletes a schedule; tasks that it has enqueued stay. One that {@link Recurring} declares is written again at the next start of a
     * node: pause it, or switch it off by configuration.
     *
     * @param id any text
     * @return {@code false} if it is unknown
     */
    boolean delete(String id);

    /**
     * Enqueues a schedule's task now, whatever the schedule's state. It takes no tick, and {@link Overlap} does not count this run.
     *
     * @param id any text
     * @return the result; empty if there is no such schedule
     */
    Optional<TaskResult<?>> runNow(String id);
}
