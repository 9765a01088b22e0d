package ee.tasks.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the report of one test class. */
final class Report {

    private static final String STATUS = "preview";
    private static final int MAX_NAMED = 20;

    private final TestCounts counts;
    private final boolean classFailed;

    Report(TestCounts counts, boolean classFailed) {
        this.counts = counts;
        this.classFailed = classFailed;
    }

    /** Reads the version of the jar. */
    static String version() {
        try (InputStream file = Report.class.getResourceAsStream("/META-INF/ee-tasks/tck.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the file by the test class, too: a subject may have several. */
    String fileName() {
        Subject subject = counts.subject();
        String name = Stream.of(
                        counts.tier(),
                        subject.name(),
                        subject.database(),
                        counts.testClass().getSimpleName())
                .filter(part -> !part.isBlank())
                .distinct()
                .collect(Collectors.joining(" "));
        return name.replaceAll("[^A-Za-z0-9.]+", "-").toLowerCase(Locale.ROOT) + ".txt";
    }

    String text() {
        List<String> lines = about();
        lines.add("");
        lines.add("Required: %d passed, %d failed, %d skipped"
                .formatted(counts.requiredPassed(), counts.requiredFailed(), counts.requiredSkipped()));
        lines.add("Optional: %d failed; passed or not promised, by feature:".formatted(counts.optionalFailed()));
        counts.parts().forEach((name, part) -> lines.add("  " + name + ": " + line(name, part)));
        list(lines, "Failed", counts.failures());
        list(lines, "Skipped", counts.skipped());
        list(lines, "Left out", counts.leftOut());
        lines.add("");
        lines.add(claim());
        return String.join("\n", lines) + "\n";
    }

    /** Writes what stands in the file while the tests run. If the JVM dies, no claim of an earlier run is left. */
    String textBeforeItHasRun() {
        List<String> lines = about();
        lines.add("");
        lines.add("no claim: the run did not end");
        return String.join("\n", lines) + "\n";
    }

    private List<String> about() {
        List<String> lines = new ArrayList<>();
        lines.add("EE Tasks TCK " + version() + " (" + STATUS + ")");
        lines.add("Tier: " + counts.tier());
        lines.add("Subject: " + counts.subject().name() + " " + counts.subject().version());
        lines.add("Database: "
                + (counts.subject().database().isBlank()
                        ? "none told"
                        : counts.subject().database()));
        lines.add("Test class: " + counts.testClass().getName());
        lines.add("Date: " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        lines.add("Java: %s, %s".formatted(System.getProperty("java.vm.version"), System.getProperty("java.vendor")));
        return lines;
    }

    private String line(String name, TestCounts.Part part) {
        if (!counts.promises().contains(name)) {
            return "not promised, %d skipped".formatted(part.notPromised());
        }
        String passed = "%d passed".formatted(part.passed());
        return part.notPromised() == 0 ? passed : passed + ", %d not promised".formatted(part.notPromised());
    }

    private static void list(List<String> lines, String title, Collection<String> names) {
        if (!names.isEmpty()) {
            lines.add(title + ":");
            names.stream().limit(MAX_NAMED).forEach(name -> lines.add("  " + name));
            if (names.size() > MAX_NAMED) {
                lines.add("  and " + (names.size() - MAX_NAMED) + " more");
            }
        }
    }

    /** The sentence that may be published, or why there is none. */
    String claim() {
        List<String> reasons = reasonsForNone();
        if (!reasons.isEmpty()) {
            return "no claim: " + String.join("; ", reasons);
        }
        String features = counts.promises().isEmpty()
                ? "no optional feature"
                : "features " + String.join(", ", counts.promises());
        return "%s passes the EE Tasks TCK %s (%s), tier %s, with %s."
                .formatted(counts.subject(), version(), STATUS, counts.tier(), features);
    }

    private List<String> reasonsForNone() {
        List<String> reasons = new ArrayList<>();
        if (classFailed) {
            reasons.add("the test class itself failed");
        }
        if (!counts.failures().isEmpty()) {
            reasons.add(counts.failures().size() + " failed");
        }
        if (!counts.skipped().isEmpty()) {
            reasons.add(counts.skipped().size() + " required skipped");
        }
        if (!counts.leftOut().isEmpty()) {
            reasons.add(counts.leftOut().size() + " did not run");
        }
        if (!counts.replacedSteps().isEmpty()) {
            reasons.add("the class overrides " + String.join(", ", counts.replacedSteps()));
        }
        if (counts.promisesChanged()) {
            reasons.add("what is promised changed between tests");
        }
        counts.parts().forEach((name, part) -> {
            if (counts.promises().contains(name) && part.notPromised() > 0) {
                reasons.add(name + " is promised, but not in each test");
            }
        });
        if (!counts.subject().isNamed()) {
            reasons.add("override subject(), which tells the name and the version");
        }
        return reasons;
    }
}
