package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tier "backend": tests what a {@link TaskBackend} must do, however it runs tasks. Extend it, and make your backend in {@link
 * #newBackend}. A test of a {@link Feature} that the backend does not promise is skipped, and so is a test that runs tasks if {@link
 * #runs} returns {@code false}. All other tests are required.
 *
 * @since 1.0
 */
public abstract class TaskBackendContract extends BackendReportTests implements BackendFlowTests {

    /** The names of the tasks that the runner knows, for a worker that needs a list of them. */
    public static final Set<String> TASKS = ScriptedRunner.KNOWN;

    /**
     * Makes a backend and does not start it. The backend runs tasks by {@code runner}, which its context also offers, and reports
     * them.
     */
    public abstract TaskBackend newBackend(TaskRunner runner);

    /**
     * Runs due tasks until {@code reached} is true, and fails after a while. By default it only checks: that is enough for a backend
     * that runs tasks within {@code enqueue}.
     */
    @Override
    public void runUntil(BooleanSupplier reached) {
        assertThat(reached.getAsBoolean())
                .as("everything ran when it was enqueued")
                .isTrue();
    }

    /** Returns whether the backend runs tasks at all. */
    @Override
    public boolean runs() {
        return true;
    }

    /** Returns the options that {@link ee.tasks.spi.BackendContext#option} reads. */
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public final String tier() {
        return "backend";
    }

    /** Returns the features of the backend, and {@code RUN} if it {@linkplain #runs runs} tasks. */
    @Override
    public final Set<String> promises() {
        return Needed.promised(backend.features(), Map.of(RUN, runs()));
    }

    @Override
    public final TaskBackend backend() {
        return backend;
    }

    @BeforeEach
    final void startBackend() {
        start(newBackend(runner), options());
    }

    @AfterEach
    final void stopBackend() {
        stop();
    }

    @Test
    void featuresNeverChange() {
        assertThat(backend.features()).isEqualTo(backend.features());
    }

    @Test
    void anOrdinaryRequestIsValid() {
        assertThatCode(() -> backend.validate(succeeding().build())).doesNotThrowAnyException();
    }

    @Test
    void whatIsEnqueuedIsTakenUnderItsIdWithEverythingThatWasSaid() {
        TaskRequest request =
                succeeding().queue("mail").arguments("[\"\u4E2D\",null]").build();

        TaskRecord taken = backend.enqueue(request);

        assertThat(taken)
                .usingRecursiveComparison()
                .comparingOnlyFields("id", "task", "backend", "queue", "priority", "arguments", "payloadFormat")
                .isEqualTo(TaskRecordBuilder.of(request).build());
        assertThat(taken.enqueuedAt()).isNotNull();
        assertThat(taken.status()).isNotEqualTo(TaskStatus.WAITING);
    }

    @Test
    void enqueueingTellsTheStateOfThatMoment() {
        TaskRecord taken = backend.enqueue(succeeding().build());

        assertThat(taken.status() == TaskStatus.READY).isEqualTo(taken.attempts() == 0);
        assertThat(taken.status().isFinished()).isEqualTo(taken.finishedAt() != null);
    }

    @Test
    void aTaskRunsAsItWasEnqueuedAndAsItsFirstAttempt() {
        needsToRun();
        TaskRequest request = succeeding().queue("mail").arguments("[\"a\"]").build();

        backend.enqueue(request);
        runUntil(() -> runner.ranIds().contains(request.id()));

        TaskRecord ran = runner.ran().get(0);
        assertThat(ran)
                .usingRecursiveComparison()
                .comparingOnlyFields(
                        "id", "task", "backend", "queue", "priority", "arguments", "payloadFormat", "status")
                .isEqualTo(
                        TaskRecordBuilder.of(request).status(TaskStatus.RUNNING).build());
        assertThat(ran.attempts()).isEqualTo(1);
        assertThat(ran.workerIds()).hasSize(1);
    }

    @Test
    void aTaskRunsWithTheHeadersItWasEnqueuedWith() {
        needs(Feature.HEADERS);
        TaskRequest request = succeeding().headers("{\"tenant\":\"t7\"}").build();

        assertThat(backend.enqueue(request).headers()).isEqualTo(request.headers());

        needsToRun();
        runUntil(() -> runner.ranIds().contains(request.id()));
        assertThat(runner.ran()).extracting(TaskRecord::headers).containsExactly(request.headers());
    }

    @Test
    void aSuccessIsToldWithItsResultAndItsTimesInOrder() {
        TaskRecord finished = finished(succeeding().arguments("[1,\"two\"]").build());

        assertThat(finished.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(finished.result()).isEqualTo("[1,\"two\"]");
        assertThat(finished.errors()).isEmpty();
        assertThat(finished.attempts()).isEqualTo(1);
        assertThat(finished.workerIds()).hasSize(1);
        assertThat(finished.startedAt()).isAfterOrEqualTo(finished.enqueuedAt());
        assertThat(finished.lastAttemptedAt()).isEqualTo(finished.startedAt());
        assertThat(finished.finishedAt()).isAfterOrEqualTo(finished.startedAt());
    }

    @Test
    void aFailureIsToldWithItsError() {
        TaskRecord finished = finished(TaskRequests.of(ScriptedRunner.FAIL).build());

        assertThat(finished.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(finished.errors())
                .containsExactly(ScriptedRunner.error(runner.ran().get(0)));
        assertThat(finished.result()).isNull();
    }

    @Test
    void aTaskThatMayBeTriedAgainIsOrElseHasFailed() {
        TaskRecord finished = finished(TaskRequests.of(ScriptedRunner.FAIL_ONCE).build());

        assertThat(finished.errors()).hasSize(1);
        assertThat(finished.attempts()).isEqualTo(finished.status() == TaskStatus.FAILED ? 1 : 2);
        assertThat(runner.ran()).extracting(TaskRecord::attempts).hasSize(finished.attempts());
    }

    @Test
    void aTaskThatLetsItselfBeCancelledIsCancelled() {
        TaskRecord finished =
                finished(TaskRequests.of(ScriptedRunner.BE_CANCELLED).build());

        assertThat(finished.status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void aStageIsWaitedFor() {
        TaskRecord finished =
                finished(TaskRequests.of(ScriptedRunner.STAGE).arguments("[7]").build());

        assertThat(finished.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(finished.result()).isEqualTo("[7]");
    }

    @Test
    void aTaskThatNobodyKnowsHereDoesNotSucceedAndStopsNothing() {
        needsToRun();
        TaskRecord unknown =
                backend.enqueue(TaskRequests.of(ScriptedRunner.UNKNOWN).build());
        TaskRequest next = succeeding().build();

        backend.enqueue(next);
        runUntil(() -> runner.ranIds().contains(next.id()));

        assertThat(unknown.status()).isNotEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(backend.find(unknown.id()).map(TaskRecord::status)).isNotEqualTo(Optional.of(TaskStatus.SUCCESSFUL));
    }

    @Test
    void whatManyThreadsEnqueueRunsOnceEach() {
        needsToRun();

        List<List<String>> enqueued = Race.run(8, number -> Stream.generate(
                        () -> backend.enqueue(succeeding().build()).id())
                .limit(25)
                .toList());
        runUntil(() -> runner.ran().size() >= 200);

        assertThat(runner.ranIds())
                .containsExactlyInAnyOrderElementsOf(
                        enqueued.stream().flatMap(List::stream).toList());
    }

    @Test
    void whatWasEnqueuedIsFound() {
        needs(Feature.RESULTS);
        needs(Feature.DEFER);
        TaskRecord taken = backend.enqueue(deferred().arguments("[1]").build());

        assertThat(taken.status()).isEqualTo(TaskStatus.READY);
        assertThat(taken.runAfter()).isNotNull();
        assertThat(backend.find(taken.id())).contains(taken);
    }

    @ParameterizedTest
    @MethodSource("ee.tasks.tck.EnqueueingTests#textsThatAreNoId")
    void anIdThatIsNoneIsNotFound(String id) {
        backend.enqueue(succeeding().build());

        if (backend.features().contains(Feature.RESULTS)) {
            assertThat(backend.find(id)).isEmpty();
        }
        if (backend.features().contains(Feature.CANCEL)) {
            assertThat(backend.cancel(id)).isFalse();
        }
    }

    @Test
    void aDeferredTaskDoesNotRunBeforeItsTime() {
        needs(Feature.DEFER);
        needsToRun();
        String deferred = backend.enqueue(deferred().build()).id();
        String due = backend.enqueue(succeeding().build()).id();
        runUntil(() -> runner.ranIds().contains(due));

        assertThat(runner.ranIds()).doesNotContain(deferred);
    }

    @Test
    void whatHasNotStartedIsCancelledAtOnce() {
        needs(Feature.CANCEL);
        needs(Feature.DEFER);
        needs(Feature.RESULTS);
        String id = backend.enqueue(deferred().build()).id();

        assertThat(backend.cancel(id)).isTrue();

        TaskRecord found = backend.find(id).orElseThrow();
        assertThat(found.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(found.finishedAt()).isNotNull();
        assertThat(backend.cancel(id)).isFalse();
        assertThat(backend.find(id)).contains(found);
    }

    @Test
    void whatRunsIsAskedToStop() throws InterruptedException {
        needs(Feature.CANCEL);
        needs(Feature.RESULTS);
        needsToRun();
        String id = backend.enqueue(
                        TaskRequests.of(ScriptedRunner.UNTIL_STOPPED).build())
                .id();
        assertThat(runner.untilStoppedHasStarted.await(1, TimeUnit.MINUTES)).isTrue();

        assertThat(backend.cancel(id)).isTrue();
        runUntil(() -> isFinished(id));

        assertThat(backend.find(id).orElseThrow().status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void aFinishedTaskCannotBeCancelled() {
        needs(Feature.CANCEL);
        TaskRecord finished = finished(succeeding().build());

        assertThat(backend.cancel(finished.id())).isFalse();
        assertThat(backend.find(finished.id())).contains(finished);
    }

    @Test
    void aHeldKeyTellsItsHolderAndIsNotRunTwice() {
        needs(Feature.UNIQUE);
        needs(Feature.DEFER);
        TaskRecord holder = backend.enqueue(deferred().unique("k").build());
        TaskRequest second = succeeding().unique("k").build();

        assertThat(backend.enqueue(second)).isEqualTo(holder);
        assertThat(backend.find(second.id())).isEmpty();
    }

    @Test
    void whatDependsOnAnotherWaitsAndRunsAfterIt() {
        needs(Feature.DEPENDENCIES);
        needs(Feature.DEFER);
        TaskRecord first = backend.enqueue(deferred().build());

        TaskRecord waiting = backend.enqueue(succeeding().dependsOn(first.id()).build());
        assertThat(waiting.status()).isEqualTo(TaskStatus.WAITING);

        needsToRun();
        TaskRecord done = finished(succeeding().build());
        assertThat(finished(succeeding().dependsOn(done.id()).build()).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(runner.ranIds()).doesNotContain(waiting.id());
    }

    @Test
    void manyAreTakenAtOnceAndRunOnceEach() {
        needs(Feature.BULK);
        needsToRun();
        List<TaskRequest> requests = Stream.generate(
                        () -> succeeding().flow("flow").build())
                .limit(100)
                .toList();

        assertThat(backend.enqueueAll(requests.iterator())).isEqualTo(100);
        runUntil(() -> runner.ran().size() >= 100);

        assertThat(runner.ranIds())
                .containsExactlyInAnyOrderElementsOf(
                        requests.stream().map(TaskRequest::id).toList());
    }

    @Test
    void nothingRunsAnyMoreOnceItHasStopped() {
        for (int i = 0; i < 50; i++) {
            backend.enqueue(succeeding().build());
        }

        stop();

        assertThat(runner.running()).isZero();
    }
}
