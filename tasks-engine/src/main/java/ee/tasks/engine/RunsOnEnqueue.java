package ee.tasks.engine;

import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;

/**
 * A backend whose {@code enqueue} runs the task, or lets it run after the task that the thread is running: its "enqueued" has to be
 * said before, with the record as it was then. It joins no transaction.
 */
public interface RunsOnEnqueue extends TaskBackend {

    /** The invocation as enqueued, before it runs. */
    TaskRecord accepted(TaskRequest request);

    /** Runs what was accepted. */
    TaskRecord run(TaskRecord accepted);
}
