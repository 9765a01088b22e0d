package ee.tasks.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;

/** How long lost tasks stayed lost: for people to read, never asserted. */
final class RescueTimes {

    private static final Logger LOG = Logger.getLogger("ee.tasks.faults");

    private final Map<String, LongSummaryStatistics> millis = new TreeMap<>();

    void add(String fault, Duration time) {
        millis.computeIfAbsent(fault, any -> new LongSummaryStatistics()).accept(time.toMillis());
    }

    void report(Path file) {
        StringBuilder table = new StringBuilder("%-45s %5s %8s %8s %8s%n"
                .formatted("rescued after (lease 6 s, round 2 s)", "times", "min s", "mean s", "max s"));
        millis.forEach((fault, times) -> table.append("%-45s %5d %8.1f %8.1f %8.1f%n"
                .formatted(
                        fault,
                        times.getCount(),
                        times.getMin() / 1e3,
                        times.getAverage() / 1e3,
                        times.getMax() / 1e3)));
        LOG.info(() -> System.lineSeparator() + table);
        try {
            Files.writeString(file, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
