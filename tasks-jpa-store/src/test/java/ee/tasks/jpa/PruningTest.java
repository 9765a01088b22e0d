package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.spi.TaskStoreException;
import io.agroal.api.AgroalDataSource;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PruningTest {

    /** As by a foreign key of somebody else's table. */
    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void aQueueThatCannotBePrunedKeepsNoOtherFromIt(SchemaTest.Database kind) {
        AgroalDataSource pool = kind.open();
        try (TestDatabase database = TestDatabase.open(pool, TestProvider.HIBERNATE)) {
            JpaTaskStore store = database.newStore();
            store.start(TestContext.MIGRATE);
            String wanted = cancelled(store, "first");
            cancelled(store, "second");
            Jdbc.run(pool, "create table receipt (task_id varchar(36), foreign key (task_id) references ee_task (id))");
            Jdbc.run(pool, "insert into receipt values ('" + wanted + "')");

            assertThat(store.prune(ReleasedRowsTest.NOTHING, 100)).isEqualTo(1);
            assertThatThrownBy(() -> store.prune(ReleasedRowsTest.NOTHING, 100))
                    .isInstanceOf(TaskStoreException.class)
                    .hasMessageContaining("could not prune CANCELLED tasks of queue 'first'");

            assertThat(Jdbc.rows(pool, "select id from ee_task")).containsExactly(wanted);
            store.stop();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    void aQueueWithManyKeepsNoOtherWaiting(SchemaTest.Database kind) {
        try (TestDatabase database = TestDatabase.open(kind.open(), TestProvider.HIBERNATE)) {
            JpaTaskStore store = database.newStore();
            store.start(TestContext.MIGRATE);
            IntStream.range(0, 6).forEach(number -> cancelled(store, "first"));
            String other = cancelled(store, "second");

            assertThat(store.prune(ReleasedRowsTest.NOTHING, 2)).isEqualTo(2);
            assertThat(store.prune(ReleasedRowsTest.NOTHING, 2)).isEqualTo(2);

            assertThat(store.find(other)).isEmpty();
            assertThat(store.prune(ReleasedRowsTest.NOTHING, 9)).isEqualTo(3);
            store.stop();
        }
    }

    private static String cancelled(JpaTaskStore store, String queue) {
        String id = store.insert(request().queue(queue).build()).id();
        assertThat(store.cancel(id)).isTrue();
        return id;
    }
}
