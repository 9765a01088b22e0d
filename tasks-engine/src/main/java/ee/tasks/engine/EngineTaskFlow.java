package ee.tasks.engine;

import ee.tasks.TaskFlow;
import ee.tasks.TaskProgress;

/** @param backend the one that took it; {@code null} when it is empty */
record EngineTaskFlow(ResultSource results, String backend, String id, long size) implements TaskFlow {

    @Override
    public TaskProgress progress() {
        return size == 0 ? new TaskProgress(0, 0, null) : results.flowProgress(backend, id);
    }

    @Override
    public long cancel() {
        return size == 0 ? 0 : results.cancelFlow(backend, id);
    }
}
