package ee.tasks.engine.worker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened, a line each; indented by how many steps are under way. */
final class Trace {

    private final boolean on;
    private final List<String> lines = new ArrayList<>();

    Trace(boolean on) {
        this.on = on;
    }

    boolean isOn() {
        return on;
    }

    void line(long nanos, int depth, String who, String text) {
        lines.add(String.format(
                Locale.ROOT, "%11.6f %s%s: %s", nanos / 1e9, "| ".repeat(Math.max(0, depth - 1)), who, text));
    }

    List<String> lines() {
        return lines;
    }
}
