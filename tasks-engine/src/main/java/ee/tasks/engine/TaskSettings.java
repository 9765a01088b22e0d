package ee.tasks.engine;

import ee.tasks.engine.limit.LimitRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What annotation and configuration say of a task, decided.
 *
 * @param queue its queue
 * @param priority -100 to 100
 * @param backend its backend's name
 * @param timeout how long one attempt may take; empty: as long as it likes
 * @param rerunIfLost whether it is run again after its worker was lost
 * @param attempts how often it is attempted
 * @param atomic whether its method and its completion commit in one transaction
 * @param limits what its runs are limited by, each of another name
 * @param expireAfter how long it may take until it starts; empty: for ever
 */
public record TaskSettings(
        String queue,
        int priority,
        String backend,
        Optional<Duration> timeout,
        boolean rerunIfLost,
        AttemptPolicy attempts,
        boolean atomic,
        List<LimitRule> limits,
        Optional<Duration> expireAfter) {

    /** What holds for a task whose code is elsewhere. */
    static final TaskSettings DEFAULT = new TaskSettings(
            "default", 0, "default", Optional.empty(), true, AttemptPolicy.ONCE, false, List.of(), Optional.empty());
}
