package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.Task;
import ee.tasks.TaskResult;
import ee.tasks.engine.backend.DummyBackend;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.json.PayloadSignature;
import ee.tasks.spi.TaskBackend;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each look of an await reads the whole task. */
class AwaitTest {

    static class Slow {
        @Task
        public void never() {}
    }

    private final AtomicInteger looks = new AtomicInteger();

    @AutoClose
    private final PayloadCodec codec = new PayloadCodec(1_000);

    /** The pauses double, 2, 4, 8, ... 128 ms, and the next one is cut: nine looks, where a pause of 2 ms would have a hundred. */
    @Test
    void theLongerItWaitsTheRarerItLooks() {
        TaskResult<Void> result = engine().queue(null).enqueue(Slow::never);

        TaskResult<Void> newest = result.await(Duration.ofMillis(300));

        assertThat(newest.isFinished()).isFalse();
        assertThat(looks).hasValueLessThanOrEqualTo(20);
    }

    private TaskEngine engine() {
        TaskDefinition never = new TaskDefinition(
                "never",
                Set.of(),
                Slow.class,
                "never",
                PayloadSignature.of("never", List.of(), void.class),
                true,
                false,
                TaskSettings.DEFAULT,
                arguments -> null);
        return new TaskEngine(
                new TaskRegistry(List.of(never)),
                codec,
                new EngineSettings(true, Duration.ofSeconds(30), Duration.ofSeconds(30), Set.of()),
                Transactions.NONE,
                EventPublisher.NONE,
                Thread::new,
                Clock.systemUTC(),
                Map.of("default", new Backends.Source("dummy", Set.of(), parts -> Backends.Started.of(counting()))));
    }

    private TaskBackend counting() {
        TaskBackend dummy = new DummyBackend(Clock.systemUTC());
        return (TaskBackend) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TaskBackend.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("find")) {
                        looks.incrementAndGet();
                    }
                    return method.invoke(dummy, arguments);
                });
    }
}
