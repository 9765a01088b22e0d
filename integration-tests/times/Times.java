import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prints where the tests of this build spent its time: {@code java Times.java <directory of the project> <start of the build>}. */
final class Times {

    private static final int SLOWEST = 10;
    /** of target/surefire-reports/TEST-x.xml, and of target/failsafe-reports/(database)/TEST-x.xml where a server runs the tests */
    private static final Pattern REPORT =
            Pattern.compile("(?<module>.+)/target/(?:surefire|failsafe)-reports/(?:(?<database>.+)/)?TEST-.+\\.xml");

    /** What is built, but for the reports. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("(.+/)?(\\.git|target/(?!surefire-reports$|failsafe-reports$)[^/]+)");

    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");

    /** One test class of one module, and in a server one of each database: its report is written at its end. */
    private record TestClass(String place, String name, int tests, Duration took, Instant ended) {

        /** Empty, with a line that says so, if the report is odd or has just vanished: no build fails because of this table. */
        static Stream<TestClass> of(Path project, Path report) {
            Matcher path = REPORT.matcher(slashed(project.relativize(report)));
            if (!path.matches()) {
                return Stream.empty();
            }
            try {
                Matcher suite = SUITE.matcher(Files.readString(report));
                if (!suite.find()) {
                    throw new IllegalArgumentException("no <testsuite>");
                }
                String database = path.group("database");
                return Stream.of(new TestClass(
                        path.group("module") + (database == null ? "" : ", " + database),
                        attribute(suite.group(), "name"),
                        Integer.parseInt(attribute(suite.group(), "tests")),
                        Duration.ofMillis((long) (1000 * Double.parseDouble(attribute(suite.group(), "time")))),
                        Files.getLastModifiedTime(report).toInstant()));
            } catch (IOException | IllegalArgumentException e) {
                leftOut(report, e);
                return Stream.empty();
            }
        }

        private static String attribute(String suite, String name) {
            Matcher value = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(suite);
            if (!value.find()) {
                throw new IllegalArgumentException("no " + name + " in " + suite);
            }
            return value.group(1).replace(",", "");
        }

        Instant started() {
            return ended.minus(took);
        }
    }

    private Times() {}

    public static void main(String[] args) throws IOException {
        Path project = Path.of(args[0]);
        Instant start = Instant.parse(args[1]);
        List<TestClass> classes = files(project).stream()
                .flatMap(file -> TestClass.of(project, file))
                .filter(run -> !run.ended.isBefore(start))
                .toList();
        System.out.println("\nWhere the time of the tests went, from the first to the last of each module, server and database:");
        System.out.printf("  %-62s %7s  %8s  %6s%n", "", "tests", "from", "took");
        new TreeMap<>(classes.stream().collect(groupingBy(TestClass::place))).forEach((place, runs) -> {
            Instant first = pick(runs, TestClass::started, (a, b) -> a.isBefore(b) ? a : b);
            Instant last = pick(runs, TestClass::ended, (a, b) -> a.isAfter(b) ? a : b);
            int tests = runs.stream().mapToInt(TestClass::tests).sum();
            print(place, tests, Duration.between(start, first), Duration.between(first, last));
        });
        System.out.println("The slowest test classes:");
        classes.stream()
                .sorted(comparing(TestClass::took).reversed())
                .limit(SLOWEST)
                .forEach(run -> print(
                        run.name.substring(run.name.lastIndexOf('.') + 1) + " (" + run.place + ")",
                        run.tests,
                        Duration.between(start, run.started()),
                        run.took));
    }

    /** But for what is unpacked or run in a build's directories, such as servers: they are large, and may change meanwhile. */
    private static List<Path> files(Path project) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(project, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return LEFT_OUT.matcher(slashed(project.relativize(directory))).matches()
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                leftOut(file, vanished);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException vanished) {
                if (vanished != null) {
                    leftOut(directory, vanished);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** The path as on Linux. */
    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static void leftOut(Path file, Exception why) {
        System.out.println("  left out: " + file + " (" + why + ")");
    }

    private static Instant pick(List<TestClass> runs, Function<TestClass, Instant> time, BinaryOperator<Instant> better) {
        return runs.stream().map(time).reduce(better).orElseThrow();
    }

    private static void print(String what, int tests, Duration from, Duration took) {
        System.out.printf("  %-62s %,7d  %8s  %6s%n", what, tests, minutes(from), minutes(took));
    }

    private static String minutes(Duration time) {
        return String.format("%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
