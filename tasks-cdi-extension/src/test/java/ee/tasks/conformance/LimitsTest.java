package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.Backend;
import ee.tasks.Limit;
import ee.tasks.Task;
import ee.tasks.TaskFunction;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskStatus;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of {@code @Limit} in a deployment. */
class LimitsTest {

    public record Report(String tenant, int pages) {}

    @ApplicationScoped
    public static class Reports {
        @Inject
        @Backend("gated")
        TaskQueue gated;

        @Task("summarise")
        @Limit(name = "openai", rate = "100/PT1M", spread = true)
        @Limit(key = "{0.tenant}/{header.user}", concurrent = 2, strict = true, weight = 2)
        public void summarise(Report report) {}

        @Task("free")
        public void free() {}

        @Produces
        @Task("upper")
        @Limit(concurrent = 1, key = "{0}")
        TaskFunction<String, String> upper() {
            return String::toUpperCase;
        }

        TaskQueue gated() {
            return gated;
        }
    }

    @Singleton
    @BackendType("turnstile")
    static class Turnstile implements TaskBackend {

        final List<TaskRequest> taken = new ArrayList<>();
        BackendContext context;

        @Override
        public void start(BackendContext started) {
            context = started;
        }

        @Override
        public Set<Feature> features() {
            return Set.of(Feature.LIMITS, Feature.HEADERS);
        }

        @Override
        public TaskRecord enqueue(TaskRequest request) {
            taken.add(request);
            return TaskRecordBuilder.of(request).enqueuedAt(Instant.EPOCH).build();
        }
    }

    @Test
    void annotationsBecomeTheGatesOfRequests() {
        try (TaskContainer app = application().start()) {
            TaskQueue gated = app.get(Reports.class).gated();
            gated.header("user", "eve").enqueue(Reports::summarise, new Report("t7", 3));
            gated.enqueue(Reports::free);
            gated.enqueue(TaskInvocation.named("upper", "x"));

            assertThat(turnstile(app).taken)
                    .extracting(TaskRequest::gates)
                    .containsExactly(
                            List.of(
                                    new Gate(
                                            "openai",
                                            null,
                                            1,
                                            new Capacity(0, 100, Duration.ofMinutes(1), true, false)),
                                    new Gate("summarise", "t7/eve", 2, new Capacity(2, 0, null, false, true))),
                            List.of(),
                            List.of(new Gate("upper", "x", 1, Capacity.ofConcurrent(1))));
        }
    }

    @Test
    void configurationOverridesTheAnnotationByTheLimitsName() {
        try (TaskContainer app = application()
                .with("ee.tasks.limit.\"openai\".rate", "5/PT1S")
                .with("ee.tasks.limit.openai.concurrent", "4")
                .with("ee.tasks.limit.\"summarise\".concurrent", "7")
                .start()) {
            app.get(Reports.class).gated().enqueue(Reports::summarise, new Report("t7", 3));

            assertThat(turnstile(app).taken.get(0).gates())
                    .extracting(Gate::capacity)
                    .containsExactly(
                            new Capacity(4, 5, Duration.ofSeconds(1), true, false),
                            new Capacity(7, 0, null, false, true));
        }
    }

    @Test
    void theContextOfABackendSaysWhatIsConfigured() {
        try (TaskContainer app = application().start()) {
            assertThat(turnstile(app).context.nodeInstance()).isEmpty();
            assertThat(turnstile(app).context.runsUnlimitedBesideOlderNodes()).isFalse();
        }
        try (TaskContainer app = application()
                .with("ee.tasks.limit.mixed-versions", "run")
                .with("ee.tasks.node.instance", "shop-0")
                .start()) {
            assertThat(turnstile(app).context.nodeInstance()).contains("shop-0");
            assertThat(turnstile(app).context.runsUnlimitedBesideOlderNodes()).isTrue();
        }
    }

    @Test
    void aKeyOfALimitThatNobodyDeclaresIsAWarning() {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app = application()
                        .with("ee.tasks.limit.openia.rate", "5/PT1S")
                        .start()) {
            assertThat(app.tasks()).isNotNull();
            assertThat(log.texts())
                    .contains(
                            "EETASK0218: configuration key ee.tasks.limit.openia.rate has no effect: no task of this deployment has"
                                    + " a limit 'openia'; did you mean openai?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"immediate", "dummy"})
    void whereNothingIsLimitedTheTasksAreAcceptedAndOneLineSaysSo(String type) {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app = application().with("ee.tasks.backend", type).start()) {
            assertThat(app.tasks()
                            .enqueue(Reports::summarise, new Report("t7", 3))
                            .status())
                    .isEqualTo(type.equals("dummy") ? TaskStatus.READY : TaskStatus.SUCCESSFUL);
            app.tasks().enqueue(Reports::summarise, new Report("t8", 3));

            assertThat(linesAboutLimits(log))
                    .containsExactly(
                            "EETASK0382: limits have no effect on backend 'default', so these tasks run there without their"
                                    + " @Limit: [summarise, upper]");
        }
    }

    @Test
    void whereTheBackendLimitsNothingIsSaid() {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app =
                        application().with("ee.tasks.backend", "turnstile").start()) {
            assertThat(app.tasks()).isNotNull();
            assertThat(linesAboutLimits(log)).isEmpty();
        }
    }

    private static List<String> linesAboutLimits(LogLines log) {
        return log.texts().stream()
                .filter(line -> line.startsWith("EETASK0382"))
                .toList();
    }

    private static Turnstile turnstile(TaskContainer app) {
        return app.get(Turnstile.class, BackendType.Literal.of("turnstile"));
    }

    private static TaskContainer.Application application() {
        return TaskContainer.application("immediate", Reports.class, Turnstile.class)
                .with("ee.tasks.backends.gated.type", "turnstile");
    }
}
