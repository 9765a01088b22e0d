package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskStoreException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rescue has committed it reports, whatever fails after it: nobody else tells about these tasks. */
class RescueReportTest {

    private TestDatabase database;
    private JpaTaskStore store;

    @BeforeEach
    void open() {
        database = TestDatabase.open(SchemaTest.Database.H2.open(), TestProvider.HIBERNATE);
        store = database.newStore();
        store.start(TestContext.MIGRATE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNodeThatCannotBeForgottenHidesNoRescuedTask() {
        String id = lost();
        Jdbc.run(
                database.pool(),
                "insert into ee_node (id, namespace, lease_until, dead) values ('old', 'default', '2001-01-01', true)");
        Jdbc.run(
                database.pool(),
                "create table audit (node_id varchar(64), foreign key (node_id) references ee_node (id))");
        Jdbc.run(database.pool(), "insert into audit values ('old')");

        assertThat(store.rescue(3, 10).failed()).containsExactly(id);
        assertThatThrownBy(() -> store.rescue(3, 10)).isInstanceOf(TaskStoreException.class);
    }

    @Test
    void aPageThatFailsHidesNoTaskOfTheOneBefore() {
        String first = lost();
        String second = lost();
        Jdbc.run(
                database.pool(),
                "alter table ee_task add constraint stuck check (lost = false or id <> '" + second + "')");

        assertThat(store.rescue(3, 1).failed()).containsExactly(first);
        assertThatThrownBy(() -> store.rescue(3, 1)).isInstanceOf(TaskStoreException.class);
    }

    private String lost() {
        String node = "node-" + Jdbc.count(database.pool(), "ee_task");
        store.join(node, Duration.ofHours(1));
        String id = store.insert(request().notRerunIfLost().build()).id();
        assertThat(store.claim(node, QueueSelection.ALL, 1, Long.MAX_VALUE))
                .extracting(ClaimedTask::claim)
                .allMatch(store::markStarted);
        store.leave(node);
        return id;
    }
}
