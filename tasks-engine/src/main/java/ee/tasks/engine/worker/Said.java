package ee.tasks.engine.worker;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was said last of each thing, so that it is said once. Of ten thousand things: what comes up again after those is said again. */
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
