package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.LogLines;
import ee.tasks.tck.TaskRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskLogTest {

    private final MemoryTaskStore store = new MemoryTaskStore(Clock.systemUTC());
    private final TaskLog log = new TaskLog(EventPublisher.NONE, record -> null, new TaskRegistry(List.of()));

    @BeforeEach
    void start() {
        store.start(ContractContext.ofStore("default", Map.of()));
    }

    /** During an outage of what they use thousands of attempts are repeated at a time. */
    @Test
    void aRepeatedAttemptIsReadBackForNobody() {
        TaskRecord task = store.insert(TaskRequests.request().build());
        TaskError error = new TaskError("e", "m", "t", 1, "n", Instant.EPOCH);

        assertThatCode(() -> log.attempted(task, new Outcome.Retrying(error, Duration.ZERO), () -> {
                    throw new AssertionError("read back");
                }))
                .doesNotThrowAnyException();
    }

    /** The store says which of the two it was. */
    @Test
    void ofATaskThatWasLostForGoodTheLogSaysWhy() {
        TaskRecord once = lost(TaskRequests.request().notRerunIfLost().build(), 3);
        TaskRecord often = lost(TaskRequests.request().build(), 0);
        List<String> lines = linesOf(() -> {
            log.lost(once);
            log.lost(often);
        });

        assertThat(lines)
                .containsExactly(
                        "EETASK0243: FAILED: contract.send id=" + once.id()
                                + " was lost with its worker and does not run again: "
                                + "EETASK0393: its worker was lost after attempt 1 had started, and rerunIfLost = false forbids another"
                                + " attempt",
                        "EETASK0243: FAILED: contract.send id=" + often.id()
                                + " was lost with its worker and does not run again: "
                                + "EETASK0392: its worker was lost during attempt 1: this is loss 1, and ee.tasks.worker.max-losses allows 0");
    }

    private TaskRecord lost(TaskRequest request, int maxLosses) {
        store.insert(request);
        store.join("n", Duration.ofHours(1));
        store.claim("n", QueueSelection.ALL, 1, Long.MAX_VALUE).forEach(claimed -> store.markStarted(claimed.claim()));
        store.leave("n");
        store.rescue(maxLosses, 100);
        return store.find(request.id()).orElseThrow();
    }

    /** "For input string" and the like quote what somebody entered. */
    @Test
    void theTraceOfAFailedTaskForgesNoLine() {
        TaskRecord task = store.insert(TaskRequests.request().build());
        String forged = "2026-11-30 12:00:00 INFO [admin] logged in";
        TaskError error = TaskErrors.of(new IllegalArgumentException("x\n" + forged), 1, "n", Instant.EPOCH);
        List<String> lines = linesOf(() -> log.attempted(task, new Outcome.Failed(error), () -> task));

        assertThat(lines).contains("    " + forged).doesNotContain(forged);
        assertThat(lines.get(0)).startsWith("EETASK0238: FAILED").contains("IllegalArgumentException: x");
    }

    /** A worker reports outcomes, other backends report tasks as they are stored. */
    @Test
    void aReportedTaskIsLoggedAsAnOutcomeIs() {
        TaskRecord task = attempted();
        TaskError error = TaskErrors.of(new IllegalStateException("broken"), 1, "n", Instant.EPOCH);
        TaskRecordBuilder now = TaskRecordBuilder.of(task).finishedAt(Instant.EPOCH);
        Outcome.Retrying again = new Outcome.Retrying(error, Duration.ofSeconds(10));

        assertThat(linesOf(() -> log.finished(now.status(TaskStatus.SUCCESSFUL).build())))
                .isEqualTo(linesOf(() -> log.attempted(task, new Outcome.Succeeded("null"), () -> task)));
        assertThat(linesOf(() -> log.finished(now.status(TaskStatus.CANCELLED).build())))
                .isEqualTo(linesOf(() -> log.attempted(task, new Outcome.Cancelled(), () -> task)));
        assertThat(linesOf(() -> log.finished(
                        now.status(TaskStatus.FAILED).errors(List.of(error)).build())))
                .hasSizeGreaterThan(1)
                .isEqualTo(linesOf(() -> log.attempted(task, new Outcome.Failed(error), () -> task)));
        assertThat(linesOf(() -> log.retrying(task, again)))
                .isEqualTo(linesOf(() -> log.attempted(task, again, () -> task)))
                .containsExactly("EETASK0237: READY again after a failure: contract.send id=" + task.id()
                        + " attempt=1 of 1, next in PT10S: java.lang.IllegalStateException: broken");
    }

    @Test
    void ofAFailureWithoutAnErrorTheLogSaysThatMuch() {
        TaskRecord task = attempted();

        assertThat(linesOf(() -> log.finished(
                        TaskRecordBuilder.of(task).status(TaskStatus.FAILED).build())))
                .containsExactly("EETASK0238: FAILED: contract.send id=" + task.id() + " attempt=1: ");
    }

    @Test
    void whatIsNoReportIsRefusedAndSaysNothing() {
        TaskRecord running = attempted();

        assertThat(linesOf(() -> {
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> log.finished(running))
                            .withMessage("EETASK0251: task 'contract.send' (id " + running.id()
                                    + ") was reported as finished, but its status is RUNNING; report it once its final"
                                    + " status is stored");
                    assertThatNullPointerException().isThrownBy(() -> log.started(null));
                    assertThatNullPointerException().isThrownBy(() -> log.finished(null));
                    assertThatNullPointerException().isThrownBy(() -> log.retrying(running, null));
                    TaskError error = new TaskError("e", "m", "t", 1, "n", Instant.EPOCH);
                    assertThatNullPointerException()
                            .isThrownBy(() -> log.retrying(null, new Outcome.Retrying(error, Duration.ZERO)));
                }))
                .isEmpty();
    }

    @Test
    void whatEventsThrowDoesNotReachWhoReports() {
        TaskLog throwing = new TaskLog(new Throwing(), record -> null, new TaskRegistry(List.of()));
        TaskRecord task = attempted();
        TaskError error = new TaskError("e", "m", "t", 1, "n", Instant.EPOCH);

        List<String> lines = linesOf(() -> {
            throwing.started(task);
            throwing.retrying(task, new Outcome.Retrying(error, Duration.ZERO));
            throwing.finished(
                    TaskRecordBuilder.of(task).status(TaskStatus.SUCCESSFUL).build());
        });

        assertThat(lines)
                .filteredOn(line -> line.startsWith("EETASK0240"))
                .containsExactly(
                        "EETASK0240: an observer of TaskStarted failed for task 'contract.send'; the task is not affected",
                        "EETASK0240: an observer of TaskRetrying failed for task 'contract.send'; the task is not affected",
                        "EETASK0240: an observer of TaskFinished failed for task 'contract.send'; the task is not affected");
    }

    private static final class Throwing implements EventPublisher {

        @Override
        public boolean isObserved(Class<?> eventType, String task) {
            return true;
        }

        @Override
        public void fire(Object event, String task, Consumer<Throwable> failed) {
            throw new AssertionError("no");
        }
    }

    private static TaskRecord attempted() {
        return TaskRecordBuilder.of(TaskRequests.request().build())
                .status(TaskStatus.RUNNING)
                .attempts(1)
                .workerIds(List.of("n"))
                .build();
    }

    private static List<String> linesOf(Runnable action) {
        try (LogLines lines = LogLines.of("ee.tasks.run")) {
            action.run();
            return lines.texts().stream().flatMap(String::lines).toList();
        }
    }
}
