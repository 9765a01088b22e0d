package ee.tasks.engine;

import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;

/**
 * A backend whose {@code enqueue} runs the task, or lets it run after the task that the thread is running: its "enqueued" has to be
 * said before, with the record as it was then.
 */
public interface RunsOnEnqueue {

    /** The invocation as enqueued, before it runs. */
    TaskRecord accepted(TaskRequest request);

    /** Runs what was accepted. */
    TaskRecord run(TaskRecord accepted);
}
