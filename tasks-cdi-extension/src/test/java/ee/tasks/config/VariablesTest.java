package ee.tasks.config;

import static ee.tasks.config.TaskConfigKeys.RETENTION_OF_A_QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.engine.limit.Rate;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Environment variables mean the same whether their source guesses keys from them or not. */
class VariablesTest {

    /** As the specification has it, and as Payara does it: lists the variables, and finds them by any key of theirs. */
    private record PlainEnvironment(Map<String, String> variables) implements ConfigSource {

        @Override
        public Map<String, String> getProperties() {
            return variables;
        }

        @Override
        public Set<String> getPropertyNames() {
            return variables.keySet();
        }

        @Override
        public int getOrdinal() {
            return 300;
        }

        @Override
        public String getValue(String key) {
            String plain = key.replaceAll("[^A-Za-z0-9]", "_");
            return Stream.of(key, plain, plain.toUpperCase(Locale.ROOT))
                    .map(variables::get)
                    .filter(value -> value != null)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public String getName() {
            return "environment";
        }
    }

    static Stream<Function<Map<String, String>, ConfigSource>> environments() {
        return Stream.of(PlainEnvironment::new, variables -> new EnvConfigSource(variables, 300));
    }

    private final Map<String, String> file = new LinkedHashMap<>();

    @ParameterizedTest
    @MethodSource("environments")
    void keysWithNamesWorkAndAreNotWarnedAbout(Function<Map<String, String>, ConfigSource> environment) {
        TasksConfig config = config(
                environment,
                Map.ofEntries(
                        Map.entry("EE_TASKS_QUEUE__AUDIT__RETENTION_SUCCESSFUL", "forever"),
                        Map.entry("EE_TASKS_QUEUE_LOW_RETENTION_SUCCESSFUL", "P1D"),
                        Map.entry("ee_tasks_queue__lower__retention_successful", "P2D"),
                        Map.entry("EE_TASKS_TASK__MAIL_SEND__MAX_ATTEMPTS", "7"),
                        Map.entry("EE_TASKS_SCHEDULE__NIGHTLY__ENABLED", "false"),
                        Map.entry("EE_TASKS_LIMIT__OPEN_AI__RATE", "5/PT1S"),
                        Map.entry("EE_TASKS_LIMIT_OPEN_AI_CONCURRENT", "3"),
                        Map.entry("EE_TASKS_LIMIT_MIXED_VERSIONS", "run"),
                        Map.entry("EE_TASKS_NODE_INSTANCE", "shop-0"),
                        Map.entry("EE_TASKS_SCHEDULE_NIGHTLY_START_DELAY", "PT1M"),
                        Map.entry("EE_TASKS_BACKENDS_REPORTS_TYPE", "memory"),
                        Map.entry("EE_TASKS_BACKENDS_REPORTS_KEEP", "5"),
                        Map.entry("EE_TASKS_BACKENDS__LOFT__TYPE", "pigeon"),
                        Map.entry("EE_TASKS_BACKENDS_LOFT_RING_COLOUR", "blue"),
                        Map.entry("EE_TASKS_PIGEON_FOOD", "peas"),
                        Map.entry("EE_TASKS_WORKER_NODE_NAME", "pod-1")));

        assertThat(config.ofQueues(RETENTION_OF_A_QUEUE.get(TaskStatus.SUCCESSFUL)))
                .containsOnly(
                        Map.entry("audit", ConfigKey.FOR_EVER),
                        Map.entry("low", Duration.ofDays(1)),
                        Map.entry("lower", Duration.ofDays(2)));
        assertThat(config.ofTask("mail.send", TaskConfigKeys.TASK_MAX_ATTEMPTS)).contains(7);
        assertThat(config.ofSchedule("nightly", TaskConfigKeys.SCHEDULE_ENABLED))
                .contains(false);
        assertThat(config.ofLimit("open-ai", TaskConfigKeys.LIMIT_RATE)).contains(new Rate(5, Duration.ofSeconds(1)));
        assertThat(config.ofLimit("open-ai", TaskConfigKeys.LIMIT_CONCURRENT)).contains(3);
        assertThat(config.get(TaskConfigKeys.LIMIT_MIXED_VERSIONS)).isEqualTo("run");
        assertThat(config.get(TaskConfigKeys.NODE_INSTANCE)).isEqualTo("shop-0");
        assertThat(config.backends()).containsOnlyKeys("default", "reports", "loft");
        assertThat(config.ofBackend(config.backends().get("reports"), "keep")).contains("5");
        assertThat(config.ofBackend(config.backends().get("loft"), "ring-colour"))
                .contains("blue");
        assertThat(config.unknownKeys(Set.of("mail.send"), Set.of("nightly"), Set.of("open-ai")))
                .isEmpty();
        assertThat(config.problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void namesThatAVariableCannotShowAreTakenFromListsAndKeys(Function<Map<String, String>, ConfigSource> environment) {
        file.put("ee.tasks.worker.queues", "mail.eu");
        file.put("ee.tasks.queue.\"daily-mail\".retention.failed", "P9D");
        TasksConfig config = config(
                environment,
                Map.of(
                        "EE_TASKS_QUEUES", "Audit",
                        "EE_TASKS_QUEUE__AUDIT__RETENTION_FAILED", "P1D",
                        "EE_TASKS_QUEUE__MAIL_EU__RETENTION_FAILED", "P2D",
                        "EE_TASKS_QUEUE_DAILY_MAIL_RETENTION_FAILED", "P3D",
                        "EE_TASKS_BACKENDS", "mail-eu",
                        "EE_TASKS_BACKENDS_MAIL_EU_TYPE", "memory"));

        assertThat(config.ofQueues(RETENTION_OF_A_QUEUE.get(TaskStatus.FAILED)))
                .containsEntry("Audit", Duration.ofDays(1))
                .containsEntry("mail.eu", Duration.ofDays(2))
                .containsKey("daily-mail")
                .hasSize(3);
        assertThat(config.backends()).containsOnlyKeys("default", "mail-eu");
        assertThat(config.unknownKeys(Set.of(), Set.of(), Set.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void whatHasNoEffectIsReported(Function<Map<String, String>, ConfigSource> environment) {
        TasksConfig config = config(
                environment,
                Map.of(
                        "EE_TASKS_RETENTION_SUCESSFUL", "P1D",
                        "EE_TASKS_QUEUE__MAIL_EU__RETENTION_FAILED", "P1D",
                        "EE_TASKS_BACKENDS_MAIL_EU_TYPE", "memory",
                        "EE_TASKS_TASK__MAIL_SENT__MAX_ATTEMPTS", "7",
                        "EE_TASKS_LIMIT__OPENIA__RATE", "5/PT1S",
                        "EE_TASKS_MEMORY_KEEPS", "5"));

        assertThat(config.backends()).containsOnlyKeys("default");
        assertThat(config.problems()).isEmpty();
        assertThat(config.unknownKeys(Set.of("mail.send"), Set.of(), Set.of("openai")))
                .containsExactlyInAnyOrder(
                        "EETASK0211: environment variable EE_TASKS_RETENTION_SUCESSFUL has no effect: it matches no key of EE"
                                + " Tasks in this deployment; did you mean EE_TASKS_RETENTION_SUCCESSFUL?",
                        "EETASK0212: environment variable EE_TASKS_QUEUE__MAIL_EU__RETENTION_FAILED has no effect: it could"
                                + " mean several names, and none of them is known here; list the name in ee.tasks.queues",
                        "EETASK0212: environment variable EE_TASKS_BACKENDS_MAIL_EU_TYPE has no effect: it could mean several"
                                + " names, and none of them is known here; list the name in ee.tasks.backends",
                        "EETASK0211: environment variable EE_TASKS_TASK__MAIL_SENT__MAX_ATTEMPTS has no effect: it matches no"
                                + " key of EE Tasks in this deployment; did you mean EE_TASKS_TASK__MAIL_SEND__MAX_ATTEMPTS?",
                        "EETASK0211: environment variable EE_TASKS_LIMIT__OPENIA__RATE has no effect: it matches no key of EE"
                                + " Tasks in this deployment; did you mean EE_TASKS_LIMIT__OPENAI__RATE?",
                        "EETASK0211: environment variable EE_TASKS_MEMORY_KEEPS has no effect: it matches no key of EE Tasks"
                                + " in this deployment; did you mean EE_TASKS_MEMORY_KEEP?");
    }

    private TasksConfig config(Function<Map<String, String>, ConfigSource> environment, Map<String, String> variables) {
        return new TasksConfig(new SmallRyeConfigBuilder()
                .withSources(environment.apply(variables), new PropertiesConfigSource(file, "file", 100))
                .build());
    }
}
