package ee.tasks;

import java.time.Duration;
import java.time.Instant;
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
    Map<String, String> predecessorBackends;
    Map<String, String> headers;
}
