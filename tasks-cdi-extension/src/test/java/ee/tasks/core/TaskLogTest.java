package ee.tasks.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ee.tasks.TaskError;
import ee.tasks.backend.memory.MemoryTaskStore;
import ee.tasks.contract.ContractContext;
import ee.tasks.contract.TaskRequests;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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

    /** "For input string" and the like quote what somebody entered. */
    @Test
    void theTraceOfAFailedTaskForgesNoLine() {
        TaskRecord task = store.insert(TaskRequests.request().build());
        String forged = "2026-11-30 12:00:00 INFO [admin] logged in";
        TaskError error = TaskErrors.of(new IllegalArgumentException("x\n" + forged), 1, "n", Instant.EPOCH);
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.addAll(line.getMessage().lines().toList());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("ee.tasks.run");
        logger.addHandler(handler);
        try {
            log.ended(task, new Outcome.Failed(error), () -> task);
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(lines).contains("    " + forged).doesNotContain(forged);
        assertThat(lines.get(0)).startsWith("EETASK0238: FAILED").contains("IllegalArgumentException: x");
    }
}
