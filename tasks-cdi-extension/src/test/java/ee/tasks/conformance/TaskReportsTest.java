package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskError;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.event.TaskFinished;
import ee.tasks.event.TaskRetrying;
import ee.tasks.event.TaskStarted;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a task is the same wherever it runs: by our worker, or by a backend that an application brings along. */
class TaskReportsTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    /** Runs tasks on a thread of its own, again where they ask for it, and keeps them in memory. */
    @Singleton
    @BackendType("courier")
    static class Courier implements TaskBackend {

        private final Map<String, TaskRecord> kept = new ConcurrentHashMap<>();
        private final Set<String> stopping = ConcurrentHashMap.newKeySet();
        private final ExecutorService executor = Executors.newSingleThreadExecutor();
        private BackendContext context;

        @Override
        public void start(BackendContext started) {
            context = started;
        }

        @Override
        public void stop() {
            executor.shutdown();
            await().atMost(LONG).until(executor::isTerminated);
        }

        @Override
        public Set<Feature> features() {
            return Set.of(Feature.RESULTS, Feature.CANCEL);
        }

        @Override
        public Optional<TaskRecord> find(String id) {
            return Optional.ofNullable(kept.get(id));
        }

        @Override
        public boolean cancel(String id) {
            return !kept.get(id).status().isFinished() && stopping.add(id);
        }

        @Override
        public TaskRecord enqueue(TaskRequest request) {
            TaskRecord ready =
                    keep(TaskRecordBuilder.of(request).enqueuedAt(Instant.now()).build());
            executor.execute(() -> attempt(ready));
            return ready;
        }

        private void attempt(TaskRecord ready) {
            TaskRecord running = keep(TaskRecordBuilder.of(ready)
                    .status(TaskStatus.RUNNING)
                    .lastAttemptedAt(Instant.now())
                    .attempts(ready.attempts() + 1)
                    .workerIds(List.of("courier"))
                    .build());
            TaskControl control = new TaskControl() {
                @Override
                public boolean isStopping() {
                    return stopping.contains(ready.id());
                }
            };
            context.runner().run(running, control).thenAccept(outcome -> attempted(running, outcome));
        }

        private void attempted(TaskRecord running, Outcome outcome) {
            TaskRecordBuilder now = TaskRecordBuilder.of(running);
            if (outcome instanceof Outcome.Retrying retrying) {
                TaskRecord ready = keep(now.status(TaskStatus.READY)
                        .errors(List.of(retrying.error()))
                        .build());
                context.reports().retrying(ready, retrying);
                executor.execute(() -> attempt(ready));
                return;
            } else if (outcome instanceof Outcome.Failed failed) {
                List<TaskError> errors = new ArrayList<>(running.errors());
                errors.add(failed.error());
                now.status(TaskStatus.FAILED).errors(errors);
            } else if (outcome instanceof Outcome.Succeeded succeeded) {
                now.status(TaskStatus.SUCCESSFUL).result(succeeded.result());
            } else {
                now.status(TaskStatus.CANCELLED);
            }
            context.reports().finished(keep(now.finishedAt(Instant.now()).build()));
        }

        private TaskRecord keep(TaskRecord task) {
            kept.put(task.id(), task);
            return task;
        }
    }

    @ApplicationScoped
    static class Work {

        @Inject
        TaskContext context;

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);

        @Task("recovers")
        @Attempts(max = 2, delay = "PT0S")
        public void recovers() {
            if (!context.isLastAttempt()) {
                throw new IllegalStateException("first");
            }
        }

        @Task("breaks")
        public void breaks() {
            throw new IllegalStateException("broken");
        }

        @Task("stops")
        public void stops() throws InterruptedException {
            entered.countDown();
            gate.await();
            context.throwIfCancelled();
        }

        void awaitEntered() throws InterruptedException {
            assertThat(entered.await(1, TimeUnit.MINUTES)).isTrue();
        }

        void open() {
            gate.countDown();
        }
    }

    @Singleton
    static class Observers {

        final List<String> seen = new CopyOnWriteArrayList<>();

        void started(@Observes TaskStarted event) {
            seen.add("started " + event.result().status() + " " + event.result().attempts());
        }

        void retrying(@Observes TaskRetrying event) {
            seen.add(
                    "retrying after " + event.result().refresh().errors().get(0).message());
        }

        void finished(@Observes TaskFinished event) {
            seen.add("finished " + event.result().status() + ", found "
                    + event.result().refresh().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "courier"})
    void aTaskThatIsTriedAgainIsToldWithEachAttempt(String backend) {
        try (TaskContainer app = application(backend);
                LogLines log = LogLines.of("ee.tasks.run")) {
            TaskResult<Void> task = app.tasks().enqueue(Work::recovers);
            List<String> seen = seenUntilFinished(app);

            assertThat(seen)
                    .containsExactlyInAnyOrder(
                            "started RUNNING 1",
                            "retrying after first",
                            "started RUNNING 2",
                            "finished SUCCESSFUL, found SUCCESSFUL");
            assertThat(lines(log, task))
                    .containsExactlyInAnyOrder(
                            "EETASK0235: RUNNING: recovers id=ID attempt=1",
                            "EETASK0237: READY again after a failure: recovers id=ID attempt=1 of 2, next in PT0S:"
                                    + " java.lang.IllegalStateException: first",
                            "EETASK0235: RUNNING: recovers id=ID attempt=2",
                            "EETASK0236: SUCCESSFUL: recovers id=ID attempt=2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "courier"})
    void aTaskThatFailsIsToldWithItsTrace(String backend) {
        try (TaskContainer app = application(backend);
                LogLines log = LogLines.of("ee.tasks.run")) {
            TaskResult<Void> task = app.tasks().enqueue(Work::breaks);
            List<String> seen = seenUntilFinished(app);

            assertThat(seen).containsExactly("started RUNNING 1", "finished FAILED, found FAILED");
            assertThat(lines(log, task))
                    .containsExactly(
                            "EETASK0235: RUNNING: breaks id=ID attempt=1",
                            "EETASK0238: FAILED: breaks id=ID attempt=1: java.lang.IllegalStateException: broken");
            assertThat(log.texts())
                    .filteredOn(line -> line.startsWith("EETASK0238"))
                    .singleElement()
                    .asString()
                    .contains("Work.breaks(");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "courier"})
    void aRunningTaskThatIsCancelledIsToldOnce(String backend) throws InterruptedException {
        try (TaskContainer app = application(backend);
                LogLines log = LogLines.of("ee.tasks.run")) {
            TaskResult<Void> task = app.tasks().enqueue(Work::stops);
            app.get(Work.class).awaitEntered();
            assertThat(task.cancel()).isTrue();
            app.get(Work.class).open();
            List<String> seen = seenUntilFinished(app);

            assertThat(seen).containsExactly("started RUNNING 1", "finished CANCELLED, found CANCELLED");
            assertThat(lines(log, task))
                    .containsExactly(
                            "EETASK0235: RUNNING: stops id=ID attempt=1", "EETASK0239: CANCELLED: stops id=ID");
        }
    }

    private static TaskContainer application(String backend) {
        return TaskContainer.application(backend, Courier.class, Work.class, Observers.class)
                .with("ee.tasks.worker.poll-interval", "PT0.05S")
                .start();
    }

    /** All that is ever seen: the application is closed then, so that nothing comes later. */
    private static List<String> seenUntilFinished(TaskContainer app) {
        List<String> seen = app.get(Observers.class).seen;
        await().atMost(LONG).until(() -> seen.stream().anyMatch(each -> each.startsWith("finished")));
        app.close();
        return seen;
    }

    /** The first line of each entry that operators see. */
    private static List<String> lines(LogLines log, TaskResult<?> task) {
        return log.records().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.INFO.intValue())
                .map(LogRecord::getMessage)
                .map(text -> text.lines().findFirst().orElseThrow().replace(task.id(), "ID"))
                .toList();
    }
}
