package ee.tasks.deploy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was run, by which version. */
public final class Runs {

    private static final List<String> ALL = new CopyOnWriteArrayList<>();

    private Runs() {}

    static void note(String run) {
        ALL.add(run);
    }

    public static List<String> all() {
        return List.copyOf(ALL);
    }

    public static void clear() {
        ALL.clear();
    }
}
