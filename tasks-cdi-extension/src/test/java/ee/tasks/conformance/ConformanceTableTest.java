package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of behaviours is complete and true: each names a test that carries its id, or says why there is none. */
class ConformanceTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"(B\\d{3})\"\\)");
    private static final Pattern ROW = Pattern.compile("\\|(B\\d{3}) \\|(.+?) \\|(.+)");

    /** Sections 1, 2, 4, 5 and 6 of the reference, and what it says of signals. */
    private static final List<Integer> REQUIRED = List.of(
            1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 36, 37, 38, 40,
            41, 42, 44, 45, 46, 48, 49, 50, 56, 57, 58, 60, 61, 62, 64, 65, 66, 68, 69, 70, 72, 73, 74, 76, 77, 78, 80,
            81, 82, 84, 85, 86, 88, 89, 90, 92, 93, 94, 96, 97, 98, 100, 101, 110, 112, 113, 114, 116, 117, 118, 120,
            121, 126, 128, 145, 246, 248);

    @Test
    void everyRequiredBehaviourIsInTheTable() throws IOException {
        assertThat(rows().keySet())
                .containsAll(REQUIRED.stream().map("B%03d"::formatted).toList());
    }

    @Test
    void everyBehaviourHasTheTestThatTheTableNamesOrAReason() throws IOException {
        Map<String, Set<String>> tests = taggedTests();
        assertThat(rows()).allSatisfy((id, keptBy) -> {
            if (keptBy.startsWith("none: ")) {
                assertThat(tests)
                        .as(id + " has a test, the table says there is none")
                        .doesNotContainKey(id);
            } else {
                assertThat(tests.getOrDefault(id, Set.of())).as(id).contains(keptBy);
            }
        });
    }

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/conformance.adoc"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), row.group(3).strip()))
                        .as(line)
                        .isNull();
            }
        }
        return rows;
    }

    private static Map<String, Set<String>> taggedTests() throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (String module : List.of("tasks-api", "tasks-engine", "tasks-cdi-extension", "tasks-jpa-store")) {
            Path sources = ROOT.resolve(module).resolve("src/test/java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                    String name = file.getFileName().toString().replace(".java", "");
                    TAG.matcher(read(file)).results().forEach(tag -> tests.computeIfAbsent(
                                    tag.group(1), id -> new TreeSet<>())
                            .add(name));
                });
            }
        }
        return tests;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
