package ee.tasks.engine.worker;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was logged last about each thing, so that it is logged once. Remembers the ten thousand things that came up last; one that was
 * forgotten is logged again.
 */
final class Said {

    private static final int MAX = 10_000;

    private final Map<String, String> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX;
        }
    };

    /** Whether it is the first time; from now on it is not. */
    boolean isNews(String thing, String what) {
        return !what.equals(last.put(thing, what));
    }
}
