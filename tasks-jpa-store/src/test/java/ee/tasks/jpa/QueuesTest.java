package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.QueueSelection;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which queues a claim asks. */
class QueuesTest {

    private final AtomicLong nanos = new AtomicLong();
    private TestDatabase database;
    private JpaTaskStore store;
    private Queues queues;

    @BeforeEach
    void open() {
        database = TestDatabase.open(TestServer.newH2(), TestProvider.HIBERNATE);
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        SqlDialect dialect = database.dialect();
        queues = new Queues("default", dialect, new Controls("default", dialect, null, nanos::get), nanos::get);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aQueueThatIsEmptyForAMomentIsAskedAllTheSame() {
        insert("mail");
        insert("reports");
        assertThat(active()).containsExactly("mail", "reports");
        empty("mail");

        pass(Duration.ofSeconds(59));

        assertThat(active()).containsExactly("mail", "reports");
    }

    @Test
    void aQueueThatStaysEmptyIsForgottenUntilItIsSeenAgain() {
        insert("mail");
        insert("reports");
        assertThat(active()).containsExactly("mail", "reports");
        empty("mail");

        pass(Duration.ofSeconds(61));
        assertThat(active()).containsExactly("reports");

        insert("mail");
        pass(Duration.ofSeconds(1));
        assertThat(active()).containsExactly("mail", "reports");
    }

    /** Another node's is seen a second later. */
    @Test
    void aQueueThatThisNodeEnqueuesIntoIsAskedAtOnce() {
        insert("mail");
        assertThat(active()).containsExactly("mail");
        insert("reports");
        assertThat(active()).containsExactly("mail");

        queues.enqueued("letters");

        assertThat(active()).containsExactly("letters", "mail", "reports");
    }

    @Test
    void aQueueThatIsPausedIsNotAskedSinceThisNodeEnqueuesIntoIt() {
        insert("mail");
        assertThat(active()).containsExactly("mail");
        Jdbc.run(database.pool(), "insert into ee_queue (namespace, name, paused) values ('default', 'letters', true)");

        queues.enqueued("letters");

        assertThat(active()).containsExactly("mail");
    }

    @Test
    void namesThatAreUsedOnceDoNotAddUp() {
        for (int day = 0; day < 10; day++) {
            insert("day-" + day);
            assertThat(active()).containsExactly("day-" + day);
            empty("day-" + day);
            pass(Duration.ofDays(1));
        }
    }

    private List<String> active() {
        return new StoreTransactions(TestServer.resources(database.pool()))
                .call("list queues", connection -> queues.active(connection, "n", QueueSelection.ALL));
    }

    private void insert(String queue) {
        store.insert(TaskRequests.request().queue(queue).build());
    }

    private void empty(String queue) {
        Jdbc.run(database.pool(), "delete from ee_task where queue = '%s'".formatted(queue));
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
