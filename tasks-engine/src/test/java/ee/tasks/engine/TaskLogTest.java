package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ee.tasks.TaskError;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.LogLines;
import ee.tasks.tck.TaskRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

        assertThatCode(() -> log.ended(task, new Outcome.Retrying(error, Duration.ZERO), () -> {
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
                                + "EETASK0393: its worker was lost after the start of attempt 1, and it is not to be run again",
                        "EETASK0243: FAILED: contract.send id=" + often.id()
                                + " was lost with its worker and does not run again: "
                                + "EETASK0392: its worker was lost with attempt 1; this is loss 1, 0 are allowed (ee.tasks.worker.max-losses)");
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
        List<String> lines = linesOf(() -> log.ended(task, new Outcome.Failed(error), () -> task));

        assertThat(lines).contains("    " + forged).doesNotContain(forged);
        assertThat(lines.get(0)).startsWith("EETASK0238: FAILED").contains("IllegalArgumentException: x");
    }

    private static List<String> linesOf(Runnable action) {
        try (LogLines lines = LogLines.of("ee.tasks.run")) {
            action.run();
            return lines.texts().stream().flatMap(String::lines).toList();
        }
    }
}
