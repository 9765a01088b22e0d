package ee.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A copy of options, to be changed before it becomes a value again. */
final class OptionsDraft {

    String queue;
    Integer priority;
    Instant runAfter;
    Duration delay;
    String uniqueKey;
    Duration uniquePeriod;
    List<String> dependsOn;
    List<String> dependsOnFlows;
    boolean evenIfFailed;
    Map<String, String> predecessorBackends;
    final Map<String, String> headers;

    OptionsDraft(TaskOptions.Values from) {
        queue = from.queue();
        priority = from.priority();
        runAfter = from.runAfter();
        delay = from.delay();
        uniqueKey = from.uniqueKey();
        uniquePeriod = from.uniquePeriod();
        dependsOn = from.dependsOn();
        dependsOnFlows = from.dependsOnFlows();
        evenIfFailed = from.evenIfFailed();
        predecessorBackends = new HashMap<>(from.predecessorBackends());
        headers = new HashMap<>(from.headers());
    }

    /** Takes from {@code fallback} what these options leave open. */
    void complete(TaskOptions.Values fallback) {
        if (queue == null) {
            queue = fallback.queue();
        }
        if (priority == null) {
            priority = fallback.priority();
        }
        if (runAfter == null && delay == null) {
            runAfter = fallback.runAfter();
            delay = fallback.delay();
        }
        if (uniqueKey == null) {
            uniqueKey = fallback.uniqueKey();
            uniquePeriod = fallback.uniquePeriod();
        }
        if (dependsOn.isEmpty() && dependsOnFlows.isEmpty()) {
            dependsOn = fallback.dependsOn();
            dependsOnFlows = fallback.dependsOnFlows();
            predecessorBackends = fallback.predecessorBackends();
        }
        evenIfFailed |= fallback.evenIfFailed();
        fallback.headers().forEach(headers::putIfAbsent);
    }

    TaskOptions.Values values() {
        return new TaskOptions.Values(
                queue,
                priority,
                runAfter,
                delay,
                uniqueKey,
                uniquePeriod,
                dependsOn,
                dependsOnFlows,
                evenIfFailed,
                predecessorBackends,
                headers);
    }
}
