package ee.tasks.engine;

import java.time.Duration;

/**
 * How the engine behaves.
 *
 * @param enqueueOnCommit whether backends that are no rows receive what a transaction enqueues after its commit
 * @param immediateWait how long a commit waits for what it handed over
 * @param stageTimeout how long a stage may take
 */
public record EngineSettings(boolean enqueueOnCommit, Duration immediateWait, Duration stageTimeout) {}
