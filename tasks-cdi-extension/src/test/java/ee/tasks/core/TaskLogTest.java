package ee.tasks.core;

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
}
