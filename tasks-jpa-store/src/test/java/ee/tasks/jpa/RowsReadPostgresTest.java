package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.jpa.CrowdedDatabase.Statistics;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowsReadPostgresTest extends RowsReadContract {

    RowsReadPostgresTest() {
        super(CrowdedDatabase.NEWEST_POSTGRES);
    }

    /** Tables that a test can fill are too small for either, and its binaries have no JIT: what the session says decides. */
    @Test
    void housekeepingIsPlannedWithoutParallelWorkersAndJit() {
        tables.running("lost", FEW, "dead");
        tables.overdue(FEW);
        tables.insert("old", FEW, tables.finished("SUCCESSFUL", -20 * 86_400));
        tables.heirs(FEW, "concat('urgent-', 10000000 + n)", false);
        tables.insert("urgent", FEW, Map.of("queue", "'urgent'", "due", "true"));
        start(Statistics.FRESH);

        assertPlannedForAWorker(() -> {
            store.promote(FEW);
            store.complete(successes(claim("urgent", FEW)));
            store.settle(WANTED);
            store.rescue(3, WANTED);
            store.unpark("n", QueueSelection.ALL, Set.of("mail"));
            store.parked();
            store.failUnreadable(Duration.ofHours(1), WANTED);
            store.putRight();
            store.prune(new Retention(Map.of(TaskStatus.SUCCESSFUL, Duration.ofDays(14)), Map.of()), WANTED);
        });
    }

    /** What only inserts has nothing to plan. */
    private void assertPlannedForAWorker(Runnable step) {
        Map<String, Reading> readings = new TreeMap<>(metered.during(step));
        readings.keySet().removeIf(sql -> sql.startsWith("insert into") && !sql.contains("select"));
        assertThat(readings).hasSizeGreaterThan(20);
        readings.forEach((sql, reading) -> assertThat(reading.plan())
                .as(() -> "plan of " + sql)
                .contains("\"jit\": \"off\"", "\"max_parallel_workers_per_gather\": \"0\""));
    }
}
