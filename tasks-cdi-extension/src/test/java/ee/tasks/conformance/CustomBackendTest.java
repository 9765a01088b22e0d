package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.Task;
import ee.tasks.TaskQueue;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.event.TaskEnqueued;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A backend that an application brings along: a pigeon. */
class CustomBackendTest {

    @Singleton
    @BackendType("pigeon")
    static class Pigeon implements TaskBackend {

        final List<TaskRequest> carried = new ArrayList<>();
        BackendContext context;
        boolean stopped;

        @Override
        public void start(BackendContext started) {
            context = started;
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public Set<Feature> features() {
            return Set.of(Feature.DEFER);
        }

        @Override
        public void validate(TaskRequest request) {
            if (request.arguments().length() > 100) {
                throw new InvalidTaskException("PIGEON001: too heavy for a pigeon");
            }
        }

        @Override
        public TaskRecord enqueue(TaskRequest request) {
            carried.add(request);
            return TaskRecordBuilder.of(request).enqueuedAt(Instant.now()).build();
        }

        /** What a consumer at the other end would do. */
        void arrive() {
            TaskRequest request = carried.get(0);
            TaskRecord accepted = TaskRecordBuilder.of(request)
                    .enqueuedAt(Instant.now())
                    .runAfter(null)
                    .build();
            context.runner().run(StartedTask.of(accepted), TaskControl.NONE);
        }
    }

    @Singleton
    static class Enqueued {

        final List<TaskEnqueued> events = new ArrayList<>();

        void note(@Observes TaskEnqueued event) {
            events.add(event);
        }
    }

    @ApplicationScoped
    static class Letters {
        @Task(backend = "loft")
        public int write(String text) {
            return text.length();
        }

        @Task(backend = "loft")
        public void burn() {
            throw new IllegalStateException("wet");
        }
    }

    @AutoClose
    final TaskContainer app = TaskContainer.application(
                    "immediate", Mailer.class, Pigeon.class, Letters.class, Enqueued.class)
            .with("ee.tasks.backends.loft.type", "pigeon")
            .with("ee.tasks.backends.loft.queues", "default,air")
            .with("ee.tasks.backends.loft.rings", "blue")
            .start();

    final TaskQueue tasks = app.tasks();
    Pigeon pigeon;

    @BeforeEach
    void findThePigeon() {
        pigeon = app.get(Pigeon.class, BackendType.Literal.of("pigeon"));
    }

    @Test
    @Tag("B042")
    @Tag("B045")
    void aBeanOfABackendTypeIsStartedWithItsNameAndItsOptions() {
        assertThat(app.backend("loft", TaskBackend.class)).isSameAs(pigeon);
        assertThat(pigeon.context.name()).isEqualTo("loft");
        assertThat(pigeon.context.queues()).containsExactlyInAnyOrder("default", "air");
        assertThat(pigeon.context.option("rings")).contains("blue");
        assertThat(pigeon.context.option("wings")).isEmpty();
    }

    @Test
    @Tag("B126")
    @Tag("B128")
    void itReceivesTheCheckedRequestAndOneEventIsFiredWithTheResult() {
        var result = tasks.onQueue("air").enqueue(Letters::write, "coo");

        assertThat(pigeon.carried).singleElement().satisfies(request -> {
            assertThat(request.id()).isEqualTo(result.id());
            assertThat(request.backend()).isEqualTo("loft");
            assertThat(request.queue()).isEqualTo("air");
            assertThat(request.arguments()).isEqualTo("[\"coo\"]");
        });
        List<TaskEnqueued> events = app.get(Enqueued.class).events;
        assertThat(events).extracting(TaskEnqueued::result).singleElement().isEqualTo(result);
    }

    @Test
    @Tag("B044")
    void aPriorityIsRefusedWhereTheBackendHasNone() {
        assertThatThrownBy(() -> tasks.backend("loft").priority(1))
                .isInstanceOfSatisfying(UnsupportedFeatureException.class, refused -> {
                    assertThat(refused.backend()).isEqualTo("loft");
                    assertThat(refused.feature()).isEqualTo("PRIORITY");
                });
        assertThatThrownBy(() -> tasks.priority(1).enqueue(Letters::write, "coo"))
                .isInstanceOf(UnsupportedFeatureException.class);
        assertThat(tasks.priority(0).enqueue(Letters::write, "coo").priority()).isZero();
        assertThat(pigeon.carried).hasSize(1);
    }

    @Test
    void itsOwnRulesAreAskedBeforeAnythingIsEnqueued() {
        assertThatThrownBy(() -> tasks.enqueue(Letters::write, "x".repeat(100)))
                .hasMessage("PIGEON001: too heavy for a pigeon");
        assertThat(pigeon.carried).isEmpty();
        assertThat(app.get(Enqueued.class).events).isEmpty();
    }

    @Test
    void whatItLacksIsRefusedNamingTheFeature() {
        var result = tasks.enqueue(Letters::write, "coo");

        assertThatThrownBy(result::refresh)
                .hasMessageContaining("EETASK0003: backend 'loft' (pigeon) keeps no results");
        assertThatThrownBy(result::cancel).hasMessageContaining("cannot cancel tasks (cancel)");
        assertThatThrownBy(() -> tasks.enqueueAll(List.of(ee.tasks.TaskInvocation.of(Letters::write, "coo"))))
                .hasMessageContaining("takes one task at a time (not enqueueAll)");
    }

    @Test
    @Tag("B248")
    void whatItsConsumersRunLogsRunning() {
        tasks.enqueue(Letters::burn);
        try (LogLines log = LogLines.of("ee.tasks.run")) {
            pigeon.arrive();

            assertThat(log.texts())
                    .first()
                    .asString()
                    .contains("RUNNING", pigeon.carried.get(0).id());
        }
    }

    @Test
    void itIsStoppedWithTheApplication() {
        app.close();

        assertThat(pigeon.stopped).isTrue();
    }

    @Test
    @Tag("B014")
    void aTypeThatNobodyOffersFailsTheDeploymentSayingWhatIsThere() {
        String refusal = TaskContainer.application("immediate", Mailer.class)
                .with("ee.tasks.backends.loft.type", "pidgeon")
                .refusal();

        assertThat(refusal)
                .contains(
                        "EETASK0274: ee.tasks.backends.loft.type is 'pidgeon', but this deployment has no backend type of that name;"
                                + " there are dummy, immediate, memory");
        assertThat(TaskContainer.application("pidgeon", Mailer.class, Pigeon.class)
                        .refusal())
                .contains("EETASK0274: ee.tasks.backend is 'pidgeon', but", "; did you mean 'pigeon'?");
        assertThat(TaskContainer.application("Memory", Mailer.class).refusal())
                .contains("EETASK0274: ee.tasks.backend is 'Memory', but", "; did you mean 'memory'?")
                .doesNotContain("tasks-jpa-store");
        assertThat(TaskContainer.application("jpa", Mailer.class).refusal())
                .contains("there are dummy, immediate, memory; for jpa add the artifact ee.tasks:tasks-jpa-store");
        assertThat(TaskContainer.application("jpaa", Mailer.class).refusal())
                .contains("; did you mean 'jpa'?; for jpa add the artifact ee.tasks:tasks-jpa-store");
    }

    @Test
    @Tag("B014")
    void aBackendThatDoesNotStartFailsTheStartNamingItAndTheCause() {
        assertThatThrownBy(
                        () -> TaskContainer.application("broken", Broken.class).start())
                .hasStackTraceContaining("EETASK0223: backend 'default' could not be started: no perch")
                .hasStackTraceContaining("Caused by: java.lang.IllegalStateException: no perch");
    }

    @Singleton
    @BackendType("broken")
    static class Broken extends Pigeon {
        @Override
        public void start(BackendContext started) {
            throw new IllegalStateException("no perch");
        }
    }
}
