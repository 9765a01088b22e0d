package ee.tasks.it.wildfly.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Collects what was measured in {@code benchmark.txt}, beside the server's log. */
public final class Table {

    private Table() {}

    /** Adds the median, and the whole range, of one measure. */
    public static double add(String measure, String unit, double... rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        String line = "%-55s %,12.0f %s (%,.0f to %,.0f in %d rounds)%n"
                .formatted(measure, median, unit, sorted[0], sorted[sorted.length - 1], sorted.length);
        try {
            Files.writeString(
                    Path.of(System.getProperty("jboss.server.log.dir"), "benchmark.txt"),
                    line,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return median;
    }
}
