package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.TaskResultMismatchException;
import ee.tasks.TaskResultNotFoundException;
import ee.tasks.TaskStatus;
import ee.tasks.engine.backend.DummyBackend;
import ee.tasks.spi.TaskRecord;
import jakarta.enterprise.context.control.RequestContextController;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DummyBackendTest {

    @AutoClose
    static final TaskContainer app =
            TaskContainer.application("dummy", Mailer.class).start();

    final DummyBackend dummy = app.backend("default", DummyBackend.class);

    @BeforeEach
    void forgetEverything() {
        dummy.clear();
    }

    @Test
    @Tag("B001")
    @Tag("B056")
    void theDefaultBackendIsOfTheConfiguredType() {
        assertThat(dummy).isInstanceOf(DummyBackend.class);
        assertThat(app.tasks().enqueue(Mailer::nothing).backend()).isEqualTo("default");
    }

    @Test
    @Tag("B005")
    @Tag("B068")
    void anEnqueuedInvocationIsReadyAndHasNeitherArgumentsNorErrors() {
        TaskResult<Void> result = app.tasks().enqueue(Mailer::nothing);

        assertThat(result.status()).isEqualTo(TaskStatus.READY);
        assertThat(result.task()).isEqualTo(Mailer.class.getName() + ".nothing");
        assertThat(result.arguments()).isEmpty();
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void aTaskWhoseCodeIsElsewhereTakesWhatTheJdkMakes() {
        TaskResult<?> result = app.tasks()
                .enqueue(TaskInvocation.named(
                        "reports.build", List.of(1L, 2L), Map.of("a", 1), ZoneId.of("Europe/London"), Level.HIGH));

        assertThat(dummy.find(result.id()).orElseThrow().arguments())
                .isEqualTo("[[1,2],{\"a\":1},\"Europe/London\",\"HIGH\"]");
        assertThat(result.arguments()).containsExactly(List.of(1L, 2L), Map.of("a", 1L), "Europe/London", "HIGH");
    }

    private enum Level {
        HIGH {
            @Override
            int value() {
                return 1;
            }
        };

        abstract int value();
    }

    @Test
    @Tag("B006")
    void theStoreHoldsExactlyWhatWasEnqueued() {
        TaskResult<Void> result = app.tasks().enqueue(Mailer::nothing);

        assertThat(dummy.records()).extracting(TaskRecord::id).containsExactly(result.id());
    }

    @Test
    @Tag("B057")
    void nothingRunsWhetherTheTaskReturnsAValueOrAStage() {
        TaskResult<Void> sent = app.tasks().enqueue(Mailer::send, 7L, Map.of("sizes", List.of(1, 2)));
        TaskResult<Integer> later = app.tasks().enqueue(Mailer::later, 1);

        assertThat(sent.arguments()).containsExactly(7L, Map.of("sizes", List.of(1, 2)));
        assertThat(later.arguments()).containsExactly(1);
        for (TaskResult<?> result : List.of(sent, later)) {
            assertThat(result.status()).isEqualTo(TaskStatus.READY);
            assertThat(result.isFinished()).isFalse();
            assertThat(result.startedAt()).isEmpty();
            assertThat(result.lastAttemptedAt()).isEmpty();
            assertThat(result.finishedAt()).isEmpty();
            assertThat(result.attempts()).isZero();
            assertThat(result.workerIds()).isEmpty();
            assertThat(app.tasks().result(result.id())).isEqualTo(result);
        }
    }

    @Test
    @Tag("B058")
    void theReturnValueOfAnUnfinishedResultIsRefusedNamingItsStatus() {
        TaskResult<String> result = app.tasks().enqueue(Mailer::greet, "Ann");

        assertThatIllegalStateException()
                .isThrownBy(result::returnValue)
                .withMessage(
                        "EETASK0227: task '%s' (id %s) has no return value: it is READY; refresh() or await(...) gives a"
                                        .formatted(result.task(), result.id())
                                + " newer snapshot");
    }

    @Test
    void anIdThatIsMissingSaysWhichIdIsMeant() {
        assertThatNullPointerException()
                .isThrownBy(() -> app.tasks().result(null))
                .withMessage(
                        "EETASK0231: the id of a result must not be null; store result.id() and ask with exactly that"
                                + " text");
        assertThatNullPointerException()
                .isThrownBy(() -> app.tasks().result(null, String.class))
                .withMessageStartingWith("EETASK0231");
    }

    @Test
    @Tag("B029")
    @Tag("B030")
    @Tag("B060")
    @Tag("B061")
    void aResultIsFoundByItsId() {
        TaskResult<String> result = app.tasks().enqueue(Mailer::greet, "Ann");

        assertThat(app.tasks().result(result.id())).isEqualTo(result).hasSameHashCodeAs(result);
        assertThat(app.tasks().result(result.id(), String.class)).isEqualTo(result);
        assertThat(app.engine().handle(Mailer.class.getName() + ".greet").result(result.id()))
                .isEqualTo(result);
    }

    @Test
    @Tag("B032")
    @Tag("B033")
    void aHandleRefusesTheResultOfAnotherTask() {
        TaskResult<Void> other = app.tasks().enqueue(Mailer::nothing);

        assertThatThrownBy(() ->
                        app.engine().handle(Mailer.class.getName() + ".greet").result(other.id()))
                .isInstanceOf(TaskResultMismatchException.class)
                .hasMessageContaining(other.id())
                .hasMessageContaining("Mailer.nothing")
                .hasMessageContaining("Mailer.greet");
    }

    @Test
    @Tag("B032")
    void aResultIsNotReadAsAnotherTypeThanTheTaskDeclares() {
        TaskResult<String> result = app.tasks().enqueue(Mailer::greet, "Ann");

        assertThatThrownBy(() -> app.tasks().result(result.id(), Integer.class))
                .isInstanceOf(TaskResultMismatchException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining("java.lang.Integer");
    }

    @Test
    @Tag("B062")
    void aResultIsASnapshotAndRefreshBringsChangesOver() {
        TaskResult<String> result = app.tasks().enqueue(Mailer::greet, "Ann");

        assertThat(result.cancel()).isTrue();

        assertThat(result.status()).isEqualTo(TaskStatus.READY);
        assertThat(result.refresh().status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(result.refresh()).isNotEqualTo(result);
        assertThat(result.cancel()).isFalse();
    }

    @Test
    @Tag("B017")
    void refreshingAnUnchangedResultLeavesEverythingAsItWas() {
        TaskResult<String> result =
                app.tasks().priority(3).runAfter(Duration.ofHours(1)).enqueue(Mailer::greet, "Ann");

        TaskResult<String> again = result.refresh();

        assertThat(again).isEqualTo(result).isNotSameAs(result);
        assertThat(again.arguments()).isEqualTo(result.arguments());
        assertThat(again.enqueuedAt()).isEqualTo(result.enqueuedAt());
        assertThat(again.runAfter()).isEqualTo(result.runAfter()).isPresent();
    }

    @Test
    @Tag("B064")
    void anUnknownIdIsNotFoundWhateverItLooksLike() {
        for (String id : List.of("00000000-0000-0000-0000-000000000000", "no id at all", "")) {
            assertThatThrownBy(() -> app.tasks().result(id))
                    .isInstanceOfSatisfying(TaskResultNotFoundException.class, notFound -> assertThat(notFound.id())
                            .isEqualTo(id));
        }
    }

    @Test
    @Tag("B065")
    @Tag("B066")
    void whatOneRequestEnqueuedAnotherFinds() {
        AtomicReference<TaskResult<String>> enqueued = new AtomicReference<>();
        inRequest(() -> enqueued.set(app.tasks().enqueue(Mailer::greet, "Ann")));

        inRequest(() -> {
            TaskResult<?> found = app.tasks().result(enqueued.get().id());
            assertThat(found.status()).isEqualTo(TaskStatus.READY);
            assertThat(found).isEqualTo(enqueued.get());
        });
    }

    @Test
    @Tag("B072")
    void clearMakesReadableIdsUnknownAndTheErrorCarriesTheId() {
        TaskResult<Void> result = app.tasks().enqueue(Mailer::nothing);

        dummy.clear();

        assertThat(dummy.records()).isEmpty();
        assertThatThrownBy(result::refresh)
                .isInstanceOfSatisfying(TaskResultNotFoundException.class, notFound -> assertThat(notFound.id())
                        .isEqualTo(result.id()))
                .hasMessageContaining(result.id());
    }

    @Test
    void whatIsRecordedKeepsTheOrderOfEnqueueing() {
        List<String> ids = IntStream.range(0, 200)
                .mapToObj(i -> app.tasks().enqueue(Mailer::add, i, i).id())
                .toList();

        assertThat(dummy.records()).extracting(TaskRecord::id).containsExactlyElementsOf(ids);
    }

    @Test
    void aHeldUniqueKeyGivesTheResultOfItsHolder() {
        TaskResult<String> first = app.tasks().unique("ann").enqueue(Mailer::greet, "Ann");

        assertThat(app.tasks().unique("ann").enqueue(Mailer::greet, "Ann").id()).isEqualTo(first.id());
        assertThat(app.tasks().unique("bob").enqueue(Mailer::greet, "Bob").id()).isNotEqualTo(first.id());
        first.cancel();
        assertThat(app.tasks().unique("ann").enqueue(Mailer::greet, "Ann").id()).isNotEqualTo(first.id());
        assertThat(dummy.records()).hasSize(3);
    }

    @Test
    void changingARecordChangesNothingThatWasReadBefore() {
        TaskResult<Void> result = app.tasks().enqueue(Mailer::nothing);
        Optional<TaskRecord> before = dummy.find(result.id());

        result.cancel();

        assertThat(before).get().extracting(TaskRecord::status).isEqualTo(TaskStatus.READY);
        assertThat(result.refresh().finishedAt().orElseThrow()).isAfterOrEqualTo(result.enqueuedAt());
    }

    private static void inRequest(Runnable work) {
        RequestContextController controller = app.get(RequestContextController.class);
        controller.activate();
        try {
            work.run();
        } finally {
            controller.deactivate();
        }
    }
}
