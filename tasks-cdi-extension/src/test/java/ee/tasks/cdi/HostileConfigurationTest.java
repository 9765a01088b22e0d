package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.config.BackendConfig;
import ee.tasks.config.ConfigKey;
import ee.tasks.config.TaskConfigKeys;
import ee.tasks.config.TasksConfig;
import ee.tasks.engine.EngineSettings;
import ee.tasks.engine.EventPublisher;
import ee.tasks.engine.TaskEngine;
import ee.tasks.engine.TaskRegistry;
import ee.tasks.engine.Transactions;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.worker.WorkerSettings;
import ee.tasks.spi.TaskGates;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random configurations: each is accepted with settings that a worker can live with, or refused in words. */
class HostileConfigurationTest {

    private static final int CONFIGURATIONS = 1_000;
    private static final long SEED = Long.getLong("hostile.seed", 1);
    private static final String TASK = "com.acme.Mail.send";

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "7",
            "2147483647",
            "2147483648",
            "-9223372036854775809",
            "999999999999999999999999999999",
            "1e9",
            "NaN",
            "Infinity",
            "-Infinity",
            "0x10",
            "\u0663",
            "PT0S",
            "PT-1S",
            "-PT1S",
            "PT1S",
            "PT5M",
            "PT24H",
            "PT9223372036854775807S",
            "PT-9223372036854775808.999999999S",
            "PT0.000000001S",
            "P1Y",
            "P1D",
            "PT",
            "10",
            "10s",
            "true",
            "TRUE",
            "maybe",
            "jpa",
            "memory",
            "default",
            "*",
            ",",
            " , ,, ",
            "a, b ,,c",
            "*,a",
            "\uD83D\uDC23",
            "\uD83D\uDC23".repeat(64),
            "\uD83D",
            "a\0b",
            "a\nEETASK0000: forged",
            "a\"b",
            "%s%n%d",
            "x".repeat(300),
            "x".repeat(100_000),
            "${",
            "${}",
            "${missing}",
            "${missing:7}",
            "${ee.tasks.backend}",
            "${ee.tasks.worker.lease}",
            "${ee.tasks.namespace}",
            "\\${x}",
            "\\",
            "ldap://example.org/x",
            "'; drop table ee_task; --");

    private static final List<String> PATTERNS = List.of(
            "ee.tasks.backends.%s.type",
            "ee.tasks.backends.\"%s\".type",
            "ee.tasks.backends.%s.queues",
            "ee.tasks.backends.%s.keep",
            "ee.tasks.backends.%s",
            "ee.tasks.backends.%s.",
            "ee.tasks.task.\"%s\".max-attempts",
            "ee.tasks.task.%s.delay",
            "ee.tasks.task..%s",
            "ee.tasks.limit.\"%s\".rate",
            "ee.tasks.limit.%s.concurrent",
            "ee.tasks.%s",
            "ee.tasks..%s",
            "ee.tasks.worker.%s");

    @Test
    void everyConfigurationIsAcceptedSoundOrRefusedInWords() {
        int refused = 0;
        for (int i = 0; i < CONFIGURATIONS; i++) {
            Map<String, String> properties = properties(new Random(SEED + i));
            try {
                refused += check(properties) ? 0 : 1;
            } catch (Throwable failure) {
                throw new AssertionError("-Dhostile.seed=%d: %s".formatted(SEED + i, properties), failure);
            }
        }
        assertThat(refused).as("refused, from seed " + SEED).isBetween(1, CONFIGURATIONS - 1);
    }

    private static Map<String, String> properties(Random random) {
        Map<String, String> properties = new HashMap<>();
        List<String> known = Stream.concat(
                        TaskConfigKeys.ALL.stream().map(ConfigKey::name),
                        TaskConfigKeys.OF_A_TASK.stream().map(key -> "ee.tasks.task.\"" + TASK + "\"." + key.name()))
                .toList();
        int count = 1 + random.nextInt(4);
        while (properties.size() < count) {
            String key = random.nextInt(4) > 0
                    ? one(known, random)
                    : one(PATTERNS, random).replace("%s", one(VALUES, random));
            properties.put(key, one(VALUES, random));
        }
        return properties;
    }

    private static <T> T one(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** @return whether it was accepted */
    private static boolean check(Map<String, String> properties) {
        TasksConfig config = new TasksConfig(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "hostile", 100))
                .build());
        for (ConfigKey<?> key : TaskConfigKeys.OF_A_TASK) {
            config.ofTask(TASK, key);
        }
        for (ConfigKey<?> key : TaskConfigKeys.OF_A_LIMIT) {
            config.ofLimit(TASK, key);
        }
        for (BackendConfig backend : config.backends().values()) {
            config.ofBackend(backend, "keep");
            assertThat(backend.name()).hasSizeBetween(1, 255);
        }
        assertThat(config.unknownKeys(Set.of(TASK), Set.of(), Set.of()))
                .allMatch(text -> text.matches("(?s)EETASK02\\d\\d: .*"));
        List<String> problems = config.problems();
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem).matches("(?s)EETASK02\\d\\d: .*");
            assertThat(properties.keySet().stream().anyMatch(key -> problem.contains(key) || named(problem, key)))
                    .as(problem)
                    .isTrue();
        });
        assertSound(new Workers(config, engine(config).registry(), List.of(), Optional.empty())
                .settings("default", null, TaskGates.NONE, null));
        return problems.isEmpty();
    }

    /** A backend's problem names the backend, and what is out of proportion the key that it is measured by. */
    private static boolean named(String problem, String key) {
        return key.startsWith("ee.tasks.backends")
                        && (problem.startsWith("EETASK0206") || problem.startsWith("EETASK0216"))
                || key.equals("ee.tasks.worker.lease") && problem.startsWith("EETASK0203");
    }

    private static TaskEngine engine(TasksConfig config) {
        return new TaskEngine(
                new TaskRegistry(List.of()),
                CODEC,
                new EngineSettings(
                        config.get(TaskConfigKeys.ENQUEUE_ON_COMMIT),
                        config.get(TaskConfigKeys.IMMEDIATE_WAIT),
                        config.get(TaskConfigKeys.STAGE_TIMEOUT),
                        Set.of()),
                Transactions.NONE,
                EventPublisher.NONE,
                Thread::new,
                Clock.systemUTC(),
                Map.of());
    }

    private static final PayloadCodec CODEC = new PayloadCodec(1 << 20);

    /** Whether it was refused or not: what is refused has its default. */
    private static void assertSound(WorkerSettings settings) {
        assertThat(settings.nodeName()).hasSizeBetween(1, 40).matches("\\P{Cntrl}+");
        assertThat(settings.concurrency()).isBetween(1, 1_000);
        assertThat(settings.queues().included()).isNotEmpty();
        assertThat(settings.maxLosses()).isBetween(0, 100);
        for (Duration interval :
                List.of(settings.pollInterval(), settings.lease(), settings.heartbeat(), settings.rescueInterval())) {
            assertThat(interval).isBetween(Duration.ofMillis(10), Duration.ofHours(24));
            assertThat(interval.multipliedBy(4).toNanos()).isPositive();
        }
        assertThat(settings.linger()).isBetween(Duration.ZERO, Duration.ofSeconds(1));
        assertThat(settings.shutdownTimeout()).isBetween(Duration.ZERO, Duration.ofHours(24));
    }

    @Test
    void anAcceptedLeaseIsNeverShorterThanThreeHeartbeats() {
        Random random = new Random(SEED);
        for (int i = 0; i < CONFIGURATIONS; i++) {
            TasksConfig config = new TasksConfig(new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(
                            Map.of(
                                    "ee.tasks.worker.lease",
                                            Duration.ofMillis(random.nextInt(100_000))
                                                    .toString(),
                                    "ee.tasks.worker.heartbeat",
                                            Duration.ofMillis(random.nextInt(60_000))
                                                    .toString()),
                            "hostile",
                            100))
                    .build());
            if (config.problems().isEmpty()) {
                WorkerSettings settings = new Workers(config, engine(config).registry(), List.of(), Optional.empty())
                        .settings("default", null, TaskGates.NONE, null);
                assertThat(settings.lease())
                        .as("seed " + SEED)
                        .isGreaterThanOrEqualTo(settings.heartbeat().multipliedBy(3));
            }
        }
    }

    @Test
    void aWorkerWithoutAQueueIsRefused() {
        TasksConfig config = new TasksConfig(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of("ee.tasks.worker.queues", " , "), "hostile", 100))
                .build());

        assertThat(config.problems())
                .singleElement()
                .asString()
                .startsWith("EETASK0200: ee.tasks.worker.queues must be");
    }
}
