package ee.tasks.config;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.engine.limit.Rate;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TasksConfigTest {

    @Test
    void withoutConfigurationEveryKeyHasItsDefaultAndTheDefaultBackendIsImmediate() {
        TasksConfig config = config(Map.of());

        assertThat(config.problems()).isEmpty();
        assertThat(config.backends()).containsOnlyKeys("default");
        assertThat(config.backends().get("default").type()).isEqualTo("immediate");
        assertThat(config.get(TaskConfigKeys.CONCURRENCY)).isEqualTo(10);
        assertThat(config.get(TaskConfigKeys.LEASE)).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.get(TaskConfigKeys.NODE_NAME)).isNull();
    }

    @Test
    void everyDefaultSatisfiesItsOwnRule() {
        for (ConfigKey<?> key : TaskConfigKeys.ALL) {
            if (key.defaultText() != null) {
                assertThat(isValid(key)).as(key.name()).isTrue();
            }
        }
    }

    @Test
    void invalidValuesAreAllReportedNamingKeyRuleAndValue() {
        TasksConfig config = config(Map.of(
                "ee.tasks.worker.concurrency", "0",
                "ee.tasks.worker.lease", "soon",
                "ee.tasks.worker.enabled", "perhaps",
                "ee.tasks.jpa.schema", "drop"));

        assertThat(config.problems())
                .containsExactlyInAnyOrder(
                        "EETASK0200: ee.tasks.worker.concurrency must be a whole number from 1 to 1,000, was '0'",
                        "EETASK0200: ee.tasks.worker.lease must be an ISO-8601 duration from PT1S to PT24H, such as PT60S, was 'soon'",
                        "EETASK0200: ee.tasks.worker.enabled must be true or false, was 'perhaps'",
                        "EETASK0200: ee.tasks.jpa.schema must be one of migrate, none, validate, was 'drop'");
        assertThat(config.get(TaskConfigKeys.CONCURRENCY)).isEqualTo(10);
    }

    @Test
    void namesOfHeadersAreThoseThatATaskMayHave() {
        assertThat(config(Map.of("ee.tasks.inherited-headers", "tenant, trace-id"))
                        .get(TaskConfigKeys.INHERITED_HEADERS))
                .containsExactlyInAnyOrder("tenant", "trace-id");
        assertThat(config(Map.of("ee.tasks.inherited-headers", "tenant;user")).problems())
                .containsExactly(
                        "EETASK0200: ee.tasks.inherited-headers must be names of headers, separated by commas, each of 1 to 100"
                                + " letters, digits, dots, hyphens and underscores, was 'tenant;user'");
    }

    @Test
    void aLeaseShorterThanThreeHeartbeatsIsAContradiction() {
        TasksConfig config = config(Map.of("ee.tasks.worker.lease", "PT10S", "ee.tasks.worker.heartbeat", "PT10S"));

        assertThat(config.problems())
                .containsExactly(
                        "EETASK0203: ee.tasks.worker.lease must be at least PT30S (3 x ee.tasks.worker.heartbeat), was PT10S");
    }

    @Test
    void excludingQueuesNeedsAllQueues() {
        TasksConfig config = config(Map.of("ee.tasks.worker.queues", "a,b", "ee.tasks.worker.exclude-queues", "c"));

        assertThat(config.problems()).singleElement().asString().startsWith("EETASK0204");
    }

    @Test
    void namedBackendsAreFoundByTheirKeysWithTheirQueuesAndOptions() {
        TasksConfig config = config(Map.of(
                "ee.tasks.backend", "jpa",
                "ee.tasks.backends.reports.type", "rq",
                "ee.tasks.backends.reports.queues", "nightly, weekly",
                "ee.tasks.backends.reports.url", "redis://localhost",
                "ee.tasks.rq.url", "elsewhere",
                "ee.tasks.rq.timeout", "PT1S"));

        BackendConfig reports = config.backends().get("reports");
        assertThat(config.backends()).containsOnlyKeys("default", "reports");
        assertThat(reports.queues()).containsExactlyInAnyOrder("nightly", "weekly");
        assertThat(config.ofBackend(reports, "url")).contains("redis://localhost");
        assertThat(config.ofBackend(reports, "timeout")).contains("PT1S");
        assertThat(config.ofBackend(config.backends().get("default"), "data-source"))
                .contains("java:comp/DefaultDataSource");
        assertThat(config.unknownKeys(Set.of(), Set.of(), Set.of())).isEmpty();
    }

    @Test
    void aListedBackendWithoutATypeIsAProblem() {
        assertThat(config(Map.of("ee.tasks.backends", "reports")).problems())
                .containsExactly("EETASK0206: backend 'reports' has no type; set ee.tasks.backends.reports.type");
    }

    @Test
    void theDefaultBackendsTypeIsNotSetTwice() {
        assertThat(config(Map.of("ee.tasks.backend", "jpa", "ee.tasks.backends.default.type", "memory"))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("EETASK0205");
    }

    @Test
    void unknownKeysComeWithASuggestion() {
        TasksConfig config = config(Map.of(
                "ee.tasks.worker.concurency", "5",
                "ee.tasks.zzz", "1",
                "ee.tasks.backends.default.type", "jpa",
                "ee.tasks.backends.default.data-sourse", "java:/x",
                "ee.tasks.task.\"com.acme.Mail.send\".max-attemps", "3",
                "ee.tasks.task.\"com.acme.Mail.sent\".queue", "mail"));

        assertThat(config.unknownKeys(Set.of("com.acme.Mail.send"), Set.of(), Set.of()))
                .containsExactlyInAnyOrder(
                        "EETASK0201: configuration key ee.tasks.worker.concurency has no effect: EE Tasks has no key of that"
                                + " name; did you mean ee.tasks.worker.concurrency?",
                        "EETASK0201: configuration key ee.tasks.backends.default.data-sourse has no effect: EE Tasks has no"
                                + " key of that name",
                        "EETASK0201: configuration key ee.tasks.zzz has no effect: EE Tasks has no key of that name",
                        "EETASK0201: configuration key ee.tasks.task.\"com.acme.Mail.send\".max-attemps has no effect: EE Tasks"
                                + " has no key of that name; did you mean max-attempts?",
                        "EETASK0202: configuration key ee.tasks.task.\"com.acme.Mail.sent\".queue has no effect: this deployment"
                                + " has no task 'com.acme.Mail.sent'; did you mean com.acme.Mail.send?");
    }

    @Test
    void aLimitsKeysAreFoundByItsNameAndChecked() {
        TasksConfig config = config(Map.of(
                "ee.tasks.limit.\"com.acme.Mail.send\".rate", "100/PT1M",
                "ee.tasks.limit.openai.concurrent", "5",
                "ee.tasks.limit.openai.rate", "5 per second",
                "ee.tasks.limit.\"slow\".concurrent", "0",
                "ee.tasks.limit.mixed-versions", "wait"));

        assertThat(config.ofLimit("com.acme.Mail.send", TaskConfigKeys.LIMIT_RATE))
                .contains(new Rate(100, Duration.ofMinutes(1)));
        assertThat(config.ofLimit("openai", TaskConfigKeys.LIMIT_CONCURRENT)).contains(5);
        assertThat(config.ofLimit("openai", TaskConfigKeys.LIMIT_RATE)).isEmpty();
        assertThat(config.ofLimit("slow", TaskConfigKeys.LIMIT_CONCURRENT)).isEmpty();
        assertThat(config.problems())
                .containsExactlyInAnyOrder(
                        "EETASK0200: ee.tasks.limit.openai.rate must be a number of starts from 1 to 1,000,000, a slash, and an"
                                + " ISO-8601 duration from PT0.01S to P31D, such as 100/PT1M, was '5 per second'",
                        "EETASK0200: ee.tasks.limit.\"slow\".concurrent must be a whole number from 1 to 1,000,000, was '0'",
                        "EETASK0200: ee.tasks.limit.mixed-versions must be one of hold, run, was 'wait'");
    }

    @Test
    void aLimitThatNobodyDeclaresComesWithASuggestion() {
        TasksConfig config = config(Map.of(
                "ee.tasks.limit.openia.rate", "100/PT1M",
                "ee.tasks.limit.openai.rates", "100/PT1M",
                "ee.tasks.limit.mixed-version", "run"));

        assertThat(config.unknownKeys(Set.of(), Set.of(), Set.of("openai")))
                .containsExactlyInAnyOrder(
                        "EETASK0218: configuration key ee.tasks.limit.openia.rate has no effect: no task of this deployment has a"
                                + " limit 'openia'; did you mean openai?",
                        "EETASK0201: configuration key ee.tasks.limit.openai.rates has no effect: EE Tasks has no key of that"
                                + " name; did you mean rate?",
                        "EETASK0201: configuration key ee.tasks.limit.mixed-version has no effect: EE Tasks has no key of that"
                                + " name; did you mean ee.tasks.limit.mixed-versions?");
    }

    @Test
    void aVariableOfTheEnvironmentIsNoUnknownKeyForItsDots() {
        TasksConfig config = new TasksConfig(new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(
                        Map.of("EE_TASKS_WORKER_NODE_NAME", "pod-1", "EE_TASKS_WORKER_CONCURENCY", "5"), 300))
                .build());

        assertThat(config.get(TaskConfigKeys.NODE_NAME)).isEqualTo("pod-1");
        assertThat(config.unknownKeys(Set.of(), Set.of(), Set.of()))
                .containsExactly(
                        "EETASK0211: environment variable EE_TASKS_WORKER_CONCURENCY has no effect: it matches no key of EE"
                                + " Tasks in this deployment; did you mean EE_TASKS_WORKER_CONCURRENCY?");
    }

    @Test
    void aKeyWithADotForADashIsUnknownInAFile() {
        assertThat(config(Map.of("ee.tasks.worker.node.name", "a")).unknownKeys(Set.of(), Set.of(), Set.of()))
                .singleElement()
                .asString()
                .contains("did you mean ee.tasks.worker.node-name?");
    }

    @Test
    void aTasksKeyMayBeWrittenWithOrWithoutQuotes() {
        TasksConfig config = config(Map.of(
                "ee.tasks.task.\"com.acme.Mail.send\".max-attempts", "7", "ee.tasks.task.thumbnail.priority", "-3"));

        assertThat(config.ofTask("com.acme.Mail.send", TaskConfigKeys.TASK_MAX_ATTEMPTS))
                .contains(7);
        assertThat(config.ofTask("thumbnail", TaskConfigKeys.TASK_PRIORITY)).contains(-3);
    }

    @Test
    void retentionIsATimeOrForEverAndQueuesMayDiffer() {
        TasksConfig config = config(Map.of(
                "ee.tasks.retention.successful", "PT0S",
                "ee.tasks.retention.failed", "forever",
                "ee.tasks.queue.\"daily mail\".retention.successful", "P1D",
                "ee.tasks.queue.audit.retention.successful", "forever"));

        assertThat(config.problems()).isEmpty();
        assertThat(config.get(TaskConfigKeys.RETENTION_SUCCESSFUL)).isZero();
        assertThat(config.get(TaskConfigKeys.RETENTION_FAILED)).isEqualTo(ConfigKey.FOR_EVER);
        assertThat(config.get(TaskConfigKeys.RETENTION_CANCELLED)).isEqualTo(Duration.ofDays(14));
        assertThat(config.ofQueues(TaskConfigKeys.RETENTION_OF_A_QUEUE.get(TaskStatus.SUCCESSFUL)))
                .isEqualTo(Map.of("daily mail", Duration.ofDays(1), "audit", ConfigKey.FOR_EVER));
    }

    @Test
    void retentionOfAQueueIsCheckedToo() {
        TasksConfig config = config(Map.of(
                "ee.tasks.queue.mail.retention.failed", "-PT1S", "ee.tasks.queue.mail.retention.failing", "P1D"));

        assertThat(config.problems())
                .containsExactly(
                        "EETASK0200: ee.tasks.queue.mail.retention.failed must be an ISO-8601 duration from PT0S to"
                                + " P36500D, such as P14D, or forever, was '-PT1S'");
        assertThat(config.unknownKeys(Set.of(), Set.of(), Set.of()))
                .singleElement()
                .asString()
                .contains("ee.tasks.queue.mail.retention.failing", "did you mean retention.failed?");
    }

    @Test
    void everyKeyStandsInTheReferenceTableWithDefaultAndRange() throws IOException {
        String reference = Files.readString(Path.of("..", "docs", "configuration.adoc"));
        Stream.of(
                        TaskConfigKeys.ALL,
                        TaskConfigKeys.OF_A_BACKEND,
                        TaskConfigKeys.OF_A_TASK,
                        TaskConfigKeys.OF_A_QUEUE,
                        TaskConfigKeys.OF_A_SCHEDULE,
                        TaskConfigKeys.OF_A_LIMIT)
                .flatMap(java.util.Collection::stream)
                .forEach(key -> assertThat(reference).contains(ConfigurationReference.row(key)));
    }

    private static TasksConfig config(Map<String, String> properties) {
        return new TasksConfig(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build());
    }

    private static <T> boolean isValid(ConfigKey<T> key) {
        return key.valid().test(key.parser().apply(key.defaultText()));
    }
}
