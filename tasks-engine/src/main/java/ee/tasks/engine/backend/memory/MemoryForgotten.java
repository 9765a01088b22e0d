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

    private record Forgotten(boolean failed, Instant forgottenAt) {}

    private final Map<String, Forgotten> forgotten = new LinkedHashMap<>();
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
        forgotten.remove(id);
        forgotten.put(id, new Forgotten(failed, now));
        Iterator<Map.Entry<String, Forgotten>> oldest = forgotten.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Forgotten> each = oldest.next();
            boolean old = !each.getValue().forgottenAt.plus(grace).isAfter(now);
            if (!old && forgotten.size() <= MAX) {
                return;
            }
            if (!old && each.getKey().compareTo(newestDropped) > 0) {
                newestDropped = each.getKey();
            }
            oldest.remove();
        }
    }

    boolean has(String id) {
        return forgotten.containsKey(id);
    }

    boolean hasFailed(String id) {
        return forgotten.containsKey(id) && forgotten.get(id).failed;
    }

    /** For an id of which nothing is known: whether it cannot be one that is about to come. */
    boolean isTooOld(String id, Instant now) {
        return TaskRequest.timeOf(id)
                .map(time -> time.isBefore(now.minus(grace)) || id.compareTo(newestDropped) <= 0)
                .orElse(false);
    }
}
