package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.Task;
import ee.tasks.TaskHandle;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.json.PayloadParameter;
import ee.tasks.engine.json.PayloadSignature;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a task reads of the headers it was enqueued with, and hands on. */
class HeadersTest {

    static class Mail {
        @Task
        public void step(int depth) {}
    }

    private final List<Map<String, String>> seen = new ArrayList<>();
    private final List<TaskRequest> sentElsewhere = new ArrayList<>();
    private TaskQueue next;
    private TaskQueue tasks;

    @AutoClose
    private final PayloadCodec codec = new PayloadCodec(1_000);

    @Test
    void aTaskReadsItsHeaders() {
        start();

        tasks.header("tenant", "t7").header("trace-id", "").enqueue(Mail::step, 0);
        tasks.enqueue(Mail::step, 0);

        assertThat(seen).containsExactly(Map.of("tenant", "t7", "trace-id", ""), Map.of());
    }

    @Test
    void anInvocationsHeadersWinOverThoseOfTheQueue() {
        start();

        TaskQueue queue = tasks.header("tenant", "t7").header("by", "shop");
        queue.enqueue(TaskInvocation.of(Mail::step, 0).header("tenant", "t8"));

        assertThat(seen).containsExactly(Map.of("tenant", "t8", "by", "shop"));
    }

    @Test
    void namedOnesAreInheritedDownToTheLast() {
        start("tenant", "by");

        tasks.header("tenant", "t7").header("once", "yes").enqueue(Mail::step, 2);

        assertThat(seen)
                .containsExactly(Map.of("tenant", "t7", "once", "yes"), Map.of("tenant", "t7"), Map.of("tenant", "t7"));
    }

    @Test
    void whatATaskSaysItselfIsNotInherited() {
        start("tenant");
        next = tasks.header("tenant", "t8").header("by", "step");

        tasks.header("tenant", "t7").enqueue(Mail::step, 1);

        assertThat(seen).containsExactly(Map.of("tenant", "t7"), Map.of("tenant", "t8", "by", "step"));
    }

    @Test
    void aHandleSendsThem() {
        @SuppressWarnings("unchecked") // the task's
        TaskHandle<Integer, Void> handle = (TaskHandle<Integer, Void>) start().handle("step");

        handle.header("tenant", "t7").enqueue(0);

        assertThat(seen).containsExactly(Map.of("tenant", "t7"));
    }

    @Test
    void manyInheritThem() {
        start("tenant");
        next = tasks;

        tasks.header("tenant", "t7").enqueue(Mail::step, -1);

        assertThat(seen).containsExactly(Map.of("tenant", "t7"), Map.of("tenant", "t7"), Map.of("tenant", "t7"));
    }

    @Test
    void aBackendWithoutHeadersInheritsNoneAndRefusesThoseOfTheCall() {
        start("tenant");
        next = tasks.backend("plain");

        tasks.header("tenant", "t7").enqueue(Mail::step, 1);

        assertThat(sentElsewhere).extracting(TaskRequest::headers).containsOnlyNulls();
        assertThatThrownBy(() -> next.header("tenant", "t7"))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("keeps no headers");
        assertThatThrownBy(() -> next.enqueue(TaskInvocation.of(Mail::step, 0).header("tenant", "t7")))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("keeps no headers");
        assertThat(sentElsewhere).hasSize(1);
    }

    @Test
    void allTogetherMustNotBeTooLong() {
        start("tenant");
        next = tasks.header("more", "x".repeat(2_000));

        assertThat(tasks.header("tenant", "x".repeat(2_000))
                        .enqueue(Mail::step, 1)
                        .errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.exceptionClass()).isEqualTo(InvalidTaskException.class.getName());
                    assertThat(error.message()).startsWith("EETASK0337");
                });
    }

    private void run(int depth) {
        seen.add(new CurrentTaskContext().headers());
        if (depth > 0) {
            (next == null ? tasks : next).enqueue(Mail::step, depth - 1);
        } else if (depth < 0) {
            next.enqueueAll(Stream.of(TaskInvocation.of(Mail::step, 0), TaskInvocation.of(Mail::step, 0)));
        }
    }

    private TaskEngine start(String... inherited) {
        TaskDefinition definition = new TaskDefinition(
                "step",
                Set.of(),
                Mail.class,
                "step",
                PayloadSignature.of("step", List.of(new PayloadParameter("depth", int.class)), void.class),
                true,
                false,
                TaskSettings.DEFAULT,
                arguments -> {
                    run((int) arguments[0]);
                    return null;
                });
        TaskEngine engine = new TaskEngine(
                new TaskRegistry(List.of(definition)),
                codec,
                new EngineSettings(true, Duration.ofMinutes(5), Duration.ofSeconds(30), Set.of(inherited)),
                new FakeTransactions(),
                EventPublisher.NONE,
                Thread::new,
                Clock.systemUTC(),
                Map.of(
                        "default", new Backends.Source("immediate", Set.of(), ImmediateBackends::start),
                        "plain", new Backends.Source("plain", Set.of(), parts -> Backends.Started.of(new Plain()))));
        tasks = engine.queue(null);
        return engine;
    }

    private final class Plain implements TaskBackend {

        @Override
        public Set<Feature> features() {
            return Set.of();
        }

        @Override
        public TaskRecord enqueue(TaskRequest request) {
            sentElsewhere.add(request);
            return TaskRecordBuilder.of(request).build();
        }
    }
}
