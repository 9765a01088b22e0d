package ee.tasks.engine;

import java.time.Duration;
import java.util.Set;

/**
 * How the engine behaves.
 *
 * @param enqueueOnCommit whether backends that are no rows receive what a transaction enqueues after its commit
 * @param immediateWait how long a commit waits for what it handed over
 * @param stageTimeout how long a stage may take
 * @param inheritedHeaders the names of the headers that a task hands on to what it enqueues
 */
public record EngineSettings(
        boolean enqueueOnCommit, Duration immediateWait, Duration stageTimeout, Set<String> inheritedHeaders) {}
