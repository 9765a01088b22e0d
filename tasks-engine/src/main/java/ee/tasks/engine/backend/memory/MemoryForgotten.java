package ee.tasks.engine.backend.memory;

import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The final statuses of forgotten tasks and flows, kept for {@code ee.tasks.dependency-grace}, and of the newest ones only. */
final class MemoryForgotten {

    static final int MAX = 100_000;

    private record Outcome(boolean failed, Instant forgottenAt) {}

    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private Duration grace = Duration.ofHours(1);
    /** Ids grow with time: what is older may have been here. */
    private String newestDropped = "";

    void grace(Duration value) {
        grace = value;
    }

    Duration grace() {
        return grace;
    }

    void add(String id, boolean failed, Instant now) {
        outcomes.remove(id);
        outcomes.put(id, new Outcome(failed, now));
        Iterator<Map.Entry<String, Outcome>> oldest = outcomes.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Outcome> each = oldest.next();
            boolean old = !each.getValue().forgottenAt.plus(grace).isAfter(now);
            if (!old && outcomes.size() <= MAX) {
                return;
            }
            if (!old && each.getKey().compareTo(newestDropped) > 0) {
                newestDropped = each.getKey();
            }
            oldest.remove();
        }
    }

    boolean has(String id) {
        return outcomes.containsKey(id);
    }

    boolean hasFailed(String id) {
        return outcomes.containsKey(id) && outcomes.get(id).failed;
    }

    /** For an id of which nothing is known: whether it cannot be one that is about to come. */
    boolean isTooOld(String id, Instant now) {
        return TaskRequest.timeOf(id)
                .map(time -> time.isBefore(now.minus(grace)) || id.compareTo(newestDropped) <= 0)
                .orElse(false);
    }
}
