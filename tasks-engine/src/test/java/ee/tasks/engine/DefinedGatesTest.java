package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.Task;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskStatus;
import ee.tasks.engine.json.HeaderCodec;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.json.PayloadParameter;
import ee.tasks.engine.json.PayloadSignature;
import ee.tasks.engine.limit.KeyTemplate;
import ee.tasks.engine.limit.LimitRule;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRequestBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Which gates a deployment's tasks have, and which requests carry them. */
class DefinedGatesTest {

    static class Mail {
        @Task
        public void send(String to, int count) {}

        @Task
        public void sort(String by) {}
    }

    private static final Capacity TWO = Capacity.ofConcurrent(2);
    private static final Capacity RATE = Capacity.ofRate(100, Duration.ofMinutes(1));

    @AutoClose
    private final PayloadCodec codec = new PayloadCodec(10_000);

    private final List<TaskRequest> sent = new ArrayList<>();
    private TaskGates handedToWorkers;

    @Test
    void aTaskWithoutLimitsHasNone() {
        assertThat(gates().of(stored("send", "[\"a\", 1]", null))).isEmpty();
        assertThat(gates(rule("openai", null, RATE)).of(stored("elsewhere", "[\"a\"]", null)))
                .as("a name that nobody knows here")
                .isEmpty();
    }

    @Test
    void eachLimitIsAGateAndTheyComeInTheOrderOfTheirIds() {
        DefinedGates gates = gates(rule("send", "{0}", TWO), rule("openai", null, RATE), rule("pool", "{1}", TWO));

        assertThat(gates.of(stored("send", "[\"t7\", 3]", null)))
                .containsExactly(
                        new Gate("openai", null, 1, RATE),
                        new Gate("pool", "3", 1, TWO),
                        new Gate("send", "t7", 1, TWO));
    }

    @Test
    void aTaskStoredUnderAFormerNameHasTheGatesOfTheTask() {
        assertThat(gates(rule("send", "{0}", TWO)).of(stored("mail", "[\"t7\", 3]", null)))
                .extracting(Gate::id)
                .containsExactly("send:t7");
    }

    @Test
    void keysTakeWhatIsStored() {
        String key = "{0}|{1}|{2}|{0.tenant}|{header.tenant}|{header.none}";

        assertThat(key(key, "[\"a\", 1.50]", "{\"tenant\":\"t7\"}")).isEqualTo("a|1.50|||t7|");
        assertThat(key(key, "[{\"tenant\": true}, null]", null)).isEqualTo("{\"tenant\": true}|||true||");
        assertThat(key("{0.a.b}", "[{\"a\": {\"b\": \"x\"}}]", null)).isEqualTo("x");
    }

    @Test
    void whatCannotBeReadHasNoGateSinceItCannotRun() {
        DefinedGates gates = gates(rule("openai", null, RATE), rule("send", "{0}-{header.tenant}", TWO));

        assertThat(gates.of(stored("send", "[\"a\", ", null))).isEmpty();
        assertThat(gates.of(stored("send", "[\"a\", 1]", "no json"))).isEmpty();
        assertThat(gates.of(stored("send", "[\"a\", 1]", "{\"tenant\":7}"))).isEmpty();
    }

    @Test
    void requestsCarryTheGatesToABackendThatLimits() {
        TaskEngine engine = engine(rule("send", "{0}/{header.tenant}", TWO));

        engine.queue(null).header("tenant", "t7").enqueue(Mail::send, "a", 1);
        engine.queue(null).enqueue(TaskInvocation.named("mail", "b", 2));
        engine.queue(null).enqueue(Mail::sort, "x");
        engine.queue(null).enqueueAll(Stream.of(TaskInvocation.of(Mail::send, "c", 3)));
        engine.queue("plain").header("tenant", "t7").enqueue(Mail::send, "a", 1);

        assertThat(sent)
                .extracting(request -> request.gates().stream().map(Gate::id).toList())
                .containsExactly(List.of("send:a/t7"), List.of("send:b/"), List.of(), List.of("send:c/"), List.of());
    }

    /** Tasks may still be held by a limit of the version before. */
    @Test
    void workersGetThemAlsoWhereNothingIsLimited() {
        engine();
        assertThat(handedToWorkers).isNotSameAs(TaskGates.NONE);
        assertThat(handedToWorkers.of(stored("send", "[]", null))).isEmpty();

        engine(rule("send", null, TWO));
        assertThat(handedToWorkers.of(stored("send", "[]", null))).hasSize(1);
    }

    private String key(String template, String arguments, String headers) {
        return gates(rule("send", template, TWO))
                .of(stored("send", arguments, headers))
                .get(0)
                .key();
    }

    private static LimitRule rule(String name, String key, Capacity capacity) {
        return new LimitRule(name, Optional.ofNullable(key).map(KeyTemplate::of), 1, capacity);
    }

    private static DefinedGates gates(LimitRule... limits) {
        return new DefinedGates(registry(limits), new HeaderCodec());
    }

    private static TaskRegistry registry(LimitRule... limits) {
        TaskSettings common = TaskSettings.DEFAULT;
        TaskSettings limited = new TaskSettings(
                common.queue(),
                common.priority(),
                common.backend(),
                common.timeout(),
                common.rerunIfLost(),
                common.attempts(),
                common.atomic(),
                List.of(limits),
                Optional.empty());
        return new TaskRegistry(List.of(
                task(
                        "send",
                        List.of(new PayloadParameter("to", String.class), new PayloadParameter("count", int.class)),
                        Set.of("mail"),
                        limited),
                task("sort", List.of(new PayloadParameter("by", String.class)), Set.of(), common)));
    }

    private static TaskDefinition task(
            String name, List<PayloadParameter> parameters, Set<String> formerNames, TaskSettings settings) {
        return new TaskDefinition(
                name,
                formerNames,
                Mail.class,
                name,
                PayloadSignature.of(name, parameters, void.class),
                true,
                false,
                settings,
                arguments -> null);
    }

    private static TaskRecord stored(String task, String arguments, String headers) {
        return TaskRecordBuilder.of(new TaskRequestBuilder()
                        .id("1")
                        .task(task)
                        .backend("default")
                        .queue("default")
                        .arguments(arguments)
                        .payloadFormat(1)
                        .headers(headers)
                        .build())
                .enqueuedAt(Instant.EPOCH)
                .status(TaskStatus.READY)
                .build();
    }

    private TaskEngine engine(LimitRule... limits) {
        TaskEngine engine = new TaskEngine(
                registry(limits),
                codec,
                new EngineSettings(true, Duration.ofMinutes(5), Duration.ofSeconds(30), Set.of()),
                Transactions.NONE,
                EventPublisher.NONE,
                Thread::new,
                Clock.systemUTC(),
                Map.of(
                        "default",
                        new Backends.Source("limiting", Set.of(), parts -> {
                            handedToWorkers = parts.gates();
                            return Backends.Started.of(
                                    new Noted(Set.of(Feature.LIMITS, Feature.HEADERS, Feature.BULK)));
                        }),
                        "plain",
                        new Backends.Source(
                                "plain", Set.of(), parts -> Backends.Started.of(new Noted(Set.of(Feature.HEADERS))))));
        engine.backends().startAll();
        return engine;
    }

    private final class Noted implements TaskBackend {

        private final Set<Feature> features;

        private Noted(Set<Feature> features) {
            this.features = features;
        }

        @Override
        public Set<Feature> features() {
            return features;
        }

        @Override
        public TaskRecord enqueue(TaskRequest request) {
            sent.add(request);
            return TaskRecordBuilder.of(request).enqueuedAt(Instant.EPOCH).build();
        }
    }
}
