package ee.tasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units give a server the time that the library takes, and a JVM what it needs. */
class UnitTest {

    private static final String WILDFLY = "wildfly-tasks.service";
    private static final String PAYARA = "payara-tasks.service";

    private static final Path WORKER_ONLY = Path.of("../../server-config/microprofile-config/worker-only.properties");

    private static final Pattern SHUTDOWN_TIMEOUT =
            Pattern.compile("ee\\.tasks\\.worker\\.shutdown-timeout` \\|`([^`]+)`");
    private static final Duration TASKS = shutdownTimeout();
    private static final Duration TO_END = Duration.ofSeconds(15);

    @Test
    void systemdWaitsUntilWildFlyHasWaitedForItsTasks() {
        Unit unit = Unit.shipped(WILDFLY);
        Duration suspended =
                Duration.ofSeconds(Long.parseLong(unit.environment().get("TASKS_STOP_TIMEOUT")));

        assertThat(unit.seconds("TimeoutStopSec"))
                .isGreaterThanOrEqualTo(suspended.plus(TASKS).plus(TO_END));
    }

    @Test
    void systemdWaitsUntilPayaraHasWaitedForItsTasks() {
        assertThat(Unit.shipped(PAYARA).seconds("TimeoutStopSec")).isGreaterThanOrEqualTo(TASKS.plus(TO_END));
    }

    @Test
    void theNodeThatTheUnitStartsHasThreadsForItsConcurrency() throws IOException {
        Properties node = new Properties();
        try (Reader reader = Files.newBufferedReader(WORKER_ONLY)) {
            node.load(reader);
        }
        Unit unit = Unit.shipped(WILDFLY);

        assertThat(unit.service("ExecStart"))
                .endsWith("/" + WORKER_ONLY.getFileName().toString());
        assertThat(Integer.parseInt(unit.environment().get("TASKS_THREADS")))
                .isGreaterThanOrEqualTo(2 * Integer.parseInt(node.getProperty("ee.tasks.worker.concurrency")));
    }

    @ParameterizedTest
    @ValueSource(strings = {WILDFLY, PAYARA})
    void oneProcessIsAskedToStopAndASignalsExitStatusIsNoFailure(String file) {
        Unit unit = Unit.shipped(file);

        assertThat(unit.service("KillSignal")).isEqualTo("SIGTERM");
        assertThat(unit.service("KillMode")).isEqualTo("mixed");
        assertThat(unit.service("SuccessExitStatus")).isEqualTo("143");
        assertThat(unit.service("User")).isNotEqualTo("root");
    }

    @ParameterizedTest
    @ValueSource(strings = {WILDFLY, PAYARA})
    void nothingIsForbiddenThatAJvmNeeds(String file) {
        Unit unit = Unit.shipped(file);

        assertThat(unit.services("MemoryDenyWriteExecute")).isEmpty();
        assertThat(unit.service("RestrictAddressFamilies").split(" ")).contains("AF_INET", "AF_INET6", "AF_UNIX");
        assertThat(unit.service("ProtectSystem")).isEqualTo("strict");
        assertThat(unit.service("ReadWritePaths"))
                .startsWith(unit.service("ExecStart").replaceAll("/bin/.*", "/"));
    }

    /** The default, of the reference, which is printed from the code. */
    private static Duration shutdownTimeout() {
        try {
            Matcher row = SHUTDOWN_TIMEOUT.matcher(Files.readString(Path.of("../../docs/configuration.adoc")));
            assertThat(row.find()).isTrue();
            return Duration.parse(row.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
