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

/** What one class of tests came to, in words. */
final class Report {

    private static final String STATUS = "preview";
    private static final int NAMED_AT_MOST = 20;

    private final Tally tally;
    private final boolean classFailed;

    Report(Tally tally, boolean classFailed) {
        this.tally = tally;
        this.classFailed = classFailed;
    }

    /** That of the jar. */
    static String version() {
        try (InputStream file = Report.class.getResourceAsStream("/META-INF/ee-tasks/tck.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fileName() {
        Subject subject = tally.subject();
        String name = (tally.tier() + "-" + subject.name() + " " + subject.database()).strip();
        return name.replaceAll("[^A-Za-z0-9.]+", "-").toLowerCase(Locale.ROOT) + ".txt";
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("EE Tasks TCK " + version() + " (" + STATUS + ")");
        lines.add("Tier: " + tally.tier());
        lines.add("Subject: " + tally.subject().name() + " " + tally.subject().version());
        lines.add("Database: "
                + (tally.subject().database().isBlank()
                        ? "none told"
                        : tally.subject().database()));
        lines.add("Date: " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        lines.add("Java: %s, %s".formatted(System.getProperty("java.vm.version"), System.getProperty("java.vendor")));
        lines.add("");
        lines.add("Required: %d passed, %d failed, %d skipped"
                .formatted(tally.requiredPassed(), tally.requiredFailed(), tally.requiredSkipped()));
        lines.add("Optional: %d failed; passed or not promised, by feature:".formatted(tally.optionalFailed()));
        tally.parts()
                .forEach((name, part) -> lines.add(
                        tally.promises().contains(name)
                                ? "  %s: %d passed".formatted(name, part.passed())
                                : "  %s: not promised, %d skipped".formatted(name, part.notPromised())));
        list(lines, "Failed", tally.failures());
        list(lines, "Skipped", tally.skipped());
        list(lines, "Left out", tally.leftOut());
        lines.add("");
        lines.add(claim());
        return String.join("\n", lines) + "\n";
    }

    private static void list(List<String> lines, String title, Collection<String> names) {
        if (!names.isEmpty()) {
            lines.add(title + ":");
            names.stream().limit(NAMED_AT_MOST).forEach(name -> lines.add("  " + name));
            if (names.size() > NAMED_AT_MOST) {
                lines.add("  and " + (names.size() - NAMED_AT_MOST) + " more");
            }
        }
    }

    /** The sentence that may be published, or why there is none. */
    String claim() {
        List<String> reasons = reasonsForNone();
        if (!reasons.isEmpty()) {
            return "no claim: " + String.join("; ", reasons);
        }
        String features =
                tally.promises().isEmpty() ? "no optional feature" : "features " + String.join(", ", tally.promises());
        return "%s passes the EE Tasks TCK %s (%s), tier %s, with %s."
                .formatted(tally.subject(), version(), STATUS, tally.tier(), features);
    }

    private List<String> reasonsForNone() {
        List<String> reasons = new ArrayList<>();
        if (classFailed) {
            reasons.add("the test class itself failed");
        }
        if (!tally.failures().isEmpty()) {
            reasons.add(tally.failures().size() + " failed");
        }
        if (!tally.skipped().isEmpty()) {
            reasons.add(tally.skipped().size() + " required skipped");
        }
        if (!tally.leftOut().isEmpty()) {
            reasons.add(tally.leftOut().size() + " did not run");
        }
        if (tally.promisesChanged()) {
            reasons.add("what is promised changed between tests");
        }
        if (!tally.subject().isNamed()) {
            reasons.add("override subject(), which tells the name and the version");
        }
        return reasons;
    }
}
