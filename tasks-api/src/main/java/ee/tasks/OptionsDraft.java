package ee.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options of an invocation while they are changed; {@code null} or empty where nothing is said. */
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
    final Map<String, String> predecessorBackends;
    final Map<String, String> headers;
    String orderKey;
    OnFailure onFailure;
    Duration expireAfter;

    OptionsDraft(TaskOptions.Values values) {
        queue = values.queue();
        priority = values.priority();
        runAfter = values.runAfter();
        delay = values.delay();
        uniqueKey = values.uniqueKey();
        uniquePeriod = values.uniquePeriod();
        dependsOn = values.dependsOn();
        dependsOnFlows = values.dependsOnFlows();
        evenIfFailed = values.evenIfFailed();
        predecessorBackends = new HashMap<>(values.predecessorBackends());
        headers = new HashMap<>(values.headers());
        orderKey = values.orderKey();
        onFailure = values.onFailure();
        expireAfter = values.expireAfter();
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
                headers,
                orderKey,
                onFailure,
                expireAfter);
    }
}
