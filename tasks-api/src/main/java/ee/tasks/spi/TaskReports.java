package ee.tasks.spi;

/**
 * Tells the application and its operators what becomes of the tasks that a {@link TaskBackend} runs. Each report writes a log line and
 * fires a CDI event, the same as for the tasks of any other backend. A backend has it from {@link BackendContext#reports}.
 *
 * <ul>
 *   <li>Report what is stored: first write and commit, so that an observer which asks for the result finds what it was told.
 *   <li>Report with no transaction active: synchronous observers would take part in it.
 *   <li>Report on any thread, and hold no lock. Synchronous observers run on the calling thread before a call returns.
 *   <li>Report each step once. Nothing is remembered here: a second call writes a second line and fires a second event.
 *   <li>What an observer throws is logged (EETASK0240) and does not reach the caller.
 * </ul>
 *
 * <p>For one attempt the order is: started, then either retrying or finished. {@link TaskRunner#run} reports the start of the attempts
 * that it runs, and the backend reports what came of them. The worker reports for a {@link TaskStore}, which has nothing to do.
 *
 * @since 1.0
 */
public interface TaskReports {

    /** Tells nobody. */
    TaskReports NONE = new TaskReports() {

        @Override
        public void started(TaskRecord task) {}

        @Override
        public void retrying(TaskRecord task, Outcome.Retrying outcome) {}

        @Override
        public void finished(TaskRecord task) {}
    };

    /**
     * Reports that an attempt starts: logs EETASK0235 and fires {@link ee.tasks.event.TaskStarted}. Only for a backend whose tasks run
     * without {@link TaskRunner#run}, for example in another program: the runner calls this itself, once, before it calls the task.
     *
     * @param task the task as it starts: RUNNING, the attempt counted
     * @throws NullPointerException if it is {@code null}; nothing is reported
     */
    void started(TaskRecord task);

    /**
     * Reports that an attempt failed and another follows: logs EETASK0237 and fires {@link ee.tasks.event.TaskRetrying}. At most once
     * for an attempt, before the outcome of the next one is reported.
     *
     * @param task the task as it is now, the failure among its errors: READY, or whatever it is once the next attempt has started
     * @param outcome what came of the attempt
     * @throws NullPointerException if one of them is {@code null}; nothing is reported
     */
    void retrying(TaskRecord task, Outcome.Retrying outcome);

    /**
     * Reports that a task has reached its final status: logs EETASK0236, EETASK0238 (with the trace of its newest error) or
     * EETASK0239, and fires {@link ee.tasks.event.TaskFinished}. Once for a task, and once more if it finishes again after
     * {@link TaskBackend#retry}. Not for one that {@link TaskBackend#cancel} cancelled before it ran: the engine reports that.
     *
     * @param task the task as it is now: SUCCESSFUL, FAILED or CANCELLED
     * @throws NullPointerException if it is {@code null}; nothing is reported
     * @throws IllegalArgumentException if it has not finished; nothing is reported
     */
    void finished(TaskRecord task);
}
