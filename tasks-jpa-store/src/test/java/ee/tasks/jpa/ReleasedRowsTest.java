package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a version wrote is there for the next: rows from before the migration, and from a node of the old version after it. */
class ReleasedRowsTest {

    static final Retention NOTHING = new Retention(
            Map.of(
                    TaskStatus.SUCCESSFUL, Duration.ZERO,
                    TaskStatus.FAILED, Duration.ZERO,
                    TaskStatus.CANCELLED, Duration.ZERO),
            Map.of());

    @ParameterizedTest
    @EnumSource(SchemaTest.Database.class)
    void rowsOfTheFirstSchemaAreFoundAndRun(SchemaTest.Database kind) throws IOException {
        AgroalDataSource pool = kind.open();
        try (TestDatabase database = TestDatabase.open(pool, TestProvider.HIBERNATE)) {
            new Schema(database.dialect()).statements("001-tasks.sql").forEach(statement -> Jdbc.run(pool, statement));
            insertRows(pool, "before");
            JpaTaskStore store = database.newStore();
            store.start(TestContext.MIGRATE);
            insertRows(pool, "beside");

            allAreFound(store, "before");
            allAreFound(store, "beside");
            allRun(store);
            allButTheHoldersOfKeysArePruned(pool, store);
            store.stop();
        }
    }

    private static void allAreFound(JpaTaskStore store, String prefix) {
        assertThat(store.find(prefix + "-ready").orElseThrow().arguments()).isEqualTo("[1,\"é 😀\"]");
        assertThat(store.find(prefix + "-retrying").orElseThrow().errors()).hasSize(1);
        assertThat(store.find(prefix + "-failed").orElseThrow()).satisfies(failed -> {
            assertThat(failed.status()).isEqualTo(TaskStatus.FAILED);
            assertThat(failed.attempts()).isEqualTo(2);
            assertThat(failed.errors()).extracting("message").containsExactly("down", "gone");
        });
        assertThat(store.find(prefix + "-successful").orElseThrow().result()).isEqualTo("\"sent\"");
        assertThat(store.flowProgress(prefix + "-flow").done()).isEqualTo(1);
    }

    private static void allRun(JpaTaskStore store) {
        store.join("new", Duration.ofHours(1));
        assertThat(store.parked()).containsEntry(Parking.UNKNOWN_TASK, 2L);
        assertThat(store.rescue(3, 100).readied()).isEqualTo(4);
        store.putRight(); // nodes of that version left no mark of what ended
        assertThat(store.unpark("new", QueueSelection.ALL, Set.of("mail"))).isEqualTo(2);
        assertThat(store.promote(100)).isEqualTo(4);
        assertThat(store.retry("before-failed")).isTrue();
        assertThat(store.retry("beside-failed")).isTrue();
        assertThat(run(store))
                .hasSize(12)
                .contains("before-ready", "before-deferred", "before-retrying", "before-claimed", "before-parked");
        assertThat(run(store)).containsExactly("before-waiting", "beside-waiting");
        // Lost while they ran, so they wait a little longer.
        assertThat(store.cancel("before-running")).isTrue();
        assertThat(store.cancel("beside-running")).isTrue();
        assertThat(store.find("before-running").orElseThrow().attempts()).isEqualTo(2);
    }

    private static List<String> run(JpaTaskStore store) {
        List<ClaimedTask> claimed = new ArrayList<>();
        List<ClaimedTask> batch = store.claim("new", QueueSelection.ALL, 100, Long.MAX_VALUE);
        while (!batch.isEmpty()) { // one at a time: nobody counted their characters
            claimed.addAll(batch);
            batch = store.claim("new", QueueSelection.ALL, 100, Long.MAX_VALUE);
        }
        assertThat(store.complete(claimed.stream()
                                .map(task -> new Completion(task.claim(), new Outcome.Succeeded("null"), Instant.now()))
                                .toList())
                        .lost())
                .isEmpty();
        store.settle(100);
        List<String> ids = new ArrayList<>();
        claimed.forEach(task -> ids.add(task.task().id()));
        return ids;
    }

    private static void allButTheHoldersOfKeysArePruned(AgroalDataSource pool, JpaTaskStore store) {
        store.prune(NOTHING, 100);

        assertThat(Jdbc.rows(pool, "select id from ee_task order by id"))
                .containsExactly("before-successful", "beside-successful");
        assertThat(Jdbc.count(pool, "ee_task_key")).isEqualTo(2);
        for (String table : List.of("error", "note", "dependency", "predecessor", "unreadable")) {
            assertThat(Jdbc.count(pool, "ee_task_" + table)).as(table).isZero();
        }
    }

    private static void insertRows(AgroalDataSource pool, String prefix) throws IOException {
        try (InputStream file = ReleasedRowsTest.class.getResourceAsStream("/released/001-rows.sql")) {
            String script = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (String statement : script.replaceAll("(?m)^--.*$", "").split(";\\s*\n")) {
                Jdbc.run(pool, statement.replace("before-", prefix + "-"));
            }
        }
    }
}
