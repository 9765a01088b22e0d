package ee.tasks.engine.worker;

import java.util.HashSet;
import java.util.Set;

/**
 * The schedules whose ticks could not be taken. They are told once, and come after all others. A schedule is forgotten when it was not
 * among them for a whole walk over all that is due; more than a thousand are not remembered, nor told.
 */
final class FailingSchedules {

    private static final int MAX = 1_000;

    private Set<String> before = new HashSet<>();
    private Set<String> now = new HashSet<>();

    boolean contains(String id) {
        return now.contains(id) || before.contains(id);
    }

    /** @return whether to tell it */
    boolean add(String id) {
        boolean isNews = !contains(id) && now.size() < MAX;
        if (now.size() < MAX) {
            now.add(id);
        }
        return isNews;
    }

    void remove(String id) {
        now.remove(id);
        before.remove(id);
    }

    /** All that is due has had its turn. */
    void walked() {
        before = now;
        now = new HashSet<>();
    }
}
