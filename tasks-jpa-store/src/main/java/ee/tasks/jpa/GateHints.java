package ee.tasks.jpa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** Which gates this node is to look at, and when. Bounded, and lost with the node: what is missing here is found by walking. Thread-safe. */
final class GateHints {

    private static final int MAX = 100_000;

    private record Hint(long at, String gate) {}

    private final LongSupplier nanoTime;
    private final long start;
    private final Map<String, Hint> byGate = new HashMap<>();
    private final TreeSet<Hint> inOrder =
            new TreeSet<>(Comparator.comparingLong(Hint::at).thenComparing(Hint::gate));

    GateHints(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
    }

    private long now() {
        return nanoTime.getAsLong() - start;
    }

    /** The earlier of two times counts. */
    synchronized void add(String gate, Duration delay) {
        Hint hint = new Hint(now() + delay.toNanos(), gate);
        Hint before = byGate.get(gate);
        if (before == null ? byGate.size() < MAX : hint.at < before.at) {
            byGate.put(gate, hint);
            inOrder.add(hint);
            if (before != null) {
                inOrder.remove(before);
            }
        }
    }

    /** Removes the gates whose time has come. */
    synchronized List<String> take(int max) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < max && !inOrder.isEmpty() && inOrder.first().at <= now()) {
            String gate = inOrder.pollFirst().gate;
            byGate.remove(gate);
            taken.add(gate);
        }
        return taken;
    }

    /** In which time the next one comes; {@code null} if there is none. */
    synchronized Duration next() {
        return inOrder.isEmpty() ? null : Duration.ofNanos(Math.max(0, inOrder.first().at - now()));
    }
}
