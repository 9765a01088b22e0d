package ee.tasks.engine.worker;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a worker needs to see to schedules.
 *
 * @param declared the ids of the schedules that this application's code declares
 * @param formerIds those that some of them had under former names of their tasks
 * @param declare writes those that are not yet, or are others now
 * @param foldIn ends those that go on under another id, where nodes of the version before have declared them again
 * @param ids makes ids for tasks
 */
public record Scheduling(
        Set<String> declared,
        Map<String, Set<String>> formerIds,
        Runnable declare,
        Runnable foldIn,
        Supplier<String> ids) {}
