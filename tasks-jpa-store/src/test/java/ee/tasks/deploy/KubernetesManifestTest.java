package ee.tasks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.config.ConfigKey;
import ee.tasks.config.TaskConfigKeys;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.spi.TaskStore;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The manifest agrees with itself, with the library, and with what the scripts read. No cluster has seen it. */
class KubernetesManifestTest {

    private static final Path SHIPPED = Path.of("..", "server-config");
    private static final Path FILE = SHIPPED.resolve("kubernetes/worker.yaml");
    private static final String SECONDS = "TASKS_STOP_TIMEOUT";

    /** As long as Kubernetes makes it: ten characters of the template's hash, five of the pod's own. */
    private static final String POD = "worker-7d9c5b8f6d-x2k4q";

    private static final int MAX_TRANSACTION_NODE_LENGTH = 23;
    private static final Duration TO_END = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Map<String, Manifest> objects =
            Manifest.read(FILE).stream().collect(Collectors.toMap(object -> object.text("kind"), Function.identity()));
    private final Manifest deployment = objects.get("Deployment").at("spec");
    private final Manifest pod = deployment.at("template", "spec");
    private final Manifest container = pod.list("containers").get(0);
    private final Map<String, String> environment = environment();

    @Test
    void itsObjectsHaveTheirVersionsAndReferToEachOther() {
        assertThat(objects).containsOnlyKeys("ConfigMap", "Deployment");
        assertThat(objects.get("ConfigMap").text("apiVersion")).isEqualTo("v1");
        assertThat(objects.get("Deployment").text("apiVersion")).isEqualTo("apps/v1");
        assertThat(deployment.at("selector", "matchLabels")).isEqualTo(deployment.at("template", "metadata", "labels"));
        assertThat(container.list("envFrom").get(0).at("configMapRef").text("name"))
                .isEqualTo(name("ConfigMap"));
    }

    @Test
    void noPasswordIsAppliedWithAnImage() {
        String secret = container.list("envFrom").get(1).at("secretRef").text("name");

        assertThat(FILE)
                .content()
                .contains("kubectl create secret generic " + secret + " --from-env-file")
                .contains("PG_URL=", "PG_USER", "PG_PASSWORD");
    }

    @Test
    void theDataOfAConfigMapAreTexts() {
        assertThat(objects.get("ConfigMap").at("data").fields().values()).allMatch(String.class::isInstance);
    }

    @Test
    void probesAskTheManagementPortForWhatWildFlyHasThere() {
        Map<Object, Object> ports = container.list("ports").stream()
                .collect(Collectors.toMap(port -> port.get("name"), port -> port.get("containerPort")));

        assertThat(ports).containsEntry("management", 9990).containsEntry("http", 8080);
        assertThat(probe("startupProbe")).isEqualTo("management /health/ready");
        assertThat(probe("readinessProbe")).isEqualTo("management /health/ready");
        assertThat(probe("livenessProbe")).isEqualTo("management /health/live");
        assertThat(container.texts("args")).contains("-bmanagement=0.0.0.0");
    }

    @Test
    void thePodIsGivenTheTimeThatAStopTakes() {
        List<String> preStop = container.at("lifecycle", "preStop", "exec").texts("command");
        Duration before = Duration.ofSeconds(Integer.parseInt(preStop.get(1)));
        Duration suspended = Duration.ofSeconds(Integer.parseInt(environment.get(SECONDS)));
        Duration tasks = Duration.parse(environment.get(variable(TaskConfigKeys.SHUTDOWN_TIMEOUT)));

        assertThat(preStop.get(0)).isEqualTo("sleep");
        assertThat(Duration.ofSeconds(pod.number("terminationGracePeriodSeconds")))
                .isGreaterThanOrEqualTo(before.plus(suspended).plus(tasks).plus(TO_END));
        assertThat(environment).containsEntry("LAUNCH_JBOSS_IN_BACKGROUND", "1");
    }

    @Test
    void poolsAreAsLargeAsTheConcurrencyAsksFor() {
        int concurrency = Integer.parseInt(environment.get(variable(TaskConfigKeys.CONCURRENCY)));

        assertThat(Integer.parseInt(environment.get("PG_POOL"))).isGreaterThan(concurrency + 4);
        assertThat(Integer.parseInt(environment.get("TASKS_THREADS"))).isGreaterThanOrEqualTo(2 * concurrency);
    }

    @Test
    void aPodsNameIsShortEnoughForATransactionManager() {
        assertThat(container.texts("args")).contains("-Djboss.tx.node.id=$(POD_NAME)");
        assertThat(POD).startsWith(name("Deployment") + "-");
        assertThat(POD.length()).isLessThanOrEqualTo(MAX_TRANSACTION_NODE_LENGTH);
    }

    @Test
    void variablesOfTheDatabaseAreThoseThatTheScriptReads() {
        assertThat(SHIPPED.resolve("wildfly/postgresql.cli"))
                .content()
                .contains("${pg.url:", "${pg.user:", "${pg.password:", "${pg.pool:");
    }

    @Test
    void eachVariableOfEeTasksIsAKeyAndANodeWithThemServesItsQueues() throws IOException {
        assertThat(TaskConfigKeys.ALL.stream().map(KubernetesManifestTest::variable))
                .containsAll(environment.keySet().stream()
                        .filter(name -> name.startsWith("EE_TASKS_"))
                        .toList());
        TaskStore store = new MemoryTaskStore(Clock.systemUTC());
        Deployment.over(() -> store);
        try (Deployment node = Deployment.of(
                NewVersion.class,
                new PropertiesConfigSource(
                        SHIPPED.resolve("microprofile-config/production.properties")
                                .toUri()
                                .toURL(),
                        100),
                new EnvConfigSource(environment, 300),
                new PropertiesConfigSource(Map.of("ee.tasks.config.strict", "true"), "strict", 500))) {
            TaskResult<?> notServed = enqueue(node, "mail");
            TaskResult<?> ended = enqueue(node, "reports").await(LONG);

            assertThat(ended.status()).isEqualTo(TaskStatus.SUCCESSFUL);
            assertThat(ended.workerIds()).singleElement().asString().startsWith(POD);
            assertThat(notServed.refresh().status()).isEqualTo(TaskStatus.READY);
        }
    }

    private static TaskResult<?> enqueue(Deployment node, String queue) {
        return node.queue().onQueue(queue).enqueue(TaskInvocation.named("mail.added", "ann"));
    }

    private static String variable(ConfigKey<?> key) {
        return key.name().replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private String name(String kind) {
        return objects.get(kind).at("metadata").text("name");
    }

    private String probe(String name) {
        Manifest get = container.at(name, "httpGet");
        return get.text("port") + " " + get.text("path");
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        objects.get("ConfigMap").at("data").fields().forEach((name, value) -> variables.put(name, (String) value));
        for (Manifest variable : container.list("env")) {
            boolean given = variable.fields().containsKey("value");
            variables.put(variable.text("name"), given ? variable.text("value") : POD);
        }
        return variables;
    }
}
