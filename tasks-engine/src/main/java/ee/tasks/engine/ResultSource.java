package ee.tasks.engine;

import ee.tasks.TaskProgress;
import ee.tasks.spi.TaskRecord;

/** What a result or a flow asks the engine for. */
interface ResultSource {

    ResultReader reader();

    /** {@code null} if none is active. */
    Object currentTransaction();

    TaskRecord record(String backend, String id);

    boolean cancel(String backend, String id);

    boolean retry(String backend, String id);

    TaskProgress flowProgress(String backend, String flow);

    long cancelFlow(String backend, String flow);
}
