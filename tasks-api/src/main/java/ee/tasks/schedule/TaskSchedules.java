package ee.tasks.schedule;

import ee.tasks.Overlap;
import ee.tasks.Recurring;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import java.util.List;
import java.util.Optional;

/**
 * The schedules of this application, as data: those that {@link Recurring} declares, and those that are made here. Inject it.
 *
 * <p>A schedule is kept by the backend of its task, which needs {@code SCHEDULES}, in the application's namespace. What is written here
 * joins the caller's JTA transaction where the backend's rows do ({@code jpa}), and is undone with it; elsewhere it counts at once.
 * Workers see it after the commit. A row that another transaction is just writing is waited for. Thread-safe.
 *
 * <p>Every method throws {@link NullPointerException} for {@code null} and {@link ee.tasks.spi.TaskStoreException} when the store
 * cannot be reached, or others were in the way again and again. An id that nothing has is no error.
 *
 * @since 1.0
 */
public interface TaskSchedules {

    /**
     * Makes a schedule, or puts it in place of the one that has the id: its ticks begin anew, now or at the recurrence's start, and it is
     * not paused. Putting the same again changes nothing, not even a pause, so that it may be done at every start.
     *
     * @param id 1 to 255 characters, unique in the namespace
     * @param invocation what each tick enqueues; of its options only the queue and the priority are possible
     * @param recurrence when
     * @return the schedule
     * @throws ee.tasks.InvalidTaskException if the id, the recurrence (all its mistakes are named together) or the invocation breaks a
     *     rule, or if a {@link Recurring} declares that id, or another backend keeps a schedule that has it
     * @throws ee.tasks.UnsupportedFeatureException if the task's backend keeps no schedules
     */
    TaskSchedule put(String id, TaskInvocation<?> invocation, Recurrence recurrence);

    /**
     * The schedule of that id.
     *
     * @param id any text
     * @return the schedule now, or empty if there is none
     */
    Optional<TaskSchedule> find(String id);

    /**
     * All of them.
     *
     * @return in the order of their ids
     */
    List<TaskSchedule> list();

    /**
     * Has its ticks pass without a run, until it is resumed. Survives restarts and deployments. Ticks that have been enqueued run.
     *
     * @param id any text
     * @return whether it is there, and was not paused already
     */
    boolean pause(String id);

    /**
     * Ends a pause. The ticks that passed are lost, whatever the schedule says about missed ones.
     *
     * @param id any text
     * @return whether it was there and paused
     */
    boolean resume(String id);

    /**
     * Deletes it; what it enqueued stays. One that {@link Recurring} declares is there again at the next start of a node: pause it, or
     * switch it off by configuration.
     *
     * @param id any text
     * @return whether it was there
     */
    boolean delete(String id);

    /**
     * Enqueues its task now, whatever its state, beside its ticks: none is used up, and {@link Overlap} does not know of it.
     *
     * @param id any text
     * @return the result; empty if there is no such schedule
     */
    Optional<TaskResult<?>> runNow(String id);
}
