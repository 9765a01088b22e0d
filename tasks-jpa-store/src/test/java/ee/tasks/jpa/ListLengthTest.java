package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import jakarta.transaction.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Oracle takes lists of 1,000, and SQL Server 2,100 parameters, however many of something there are. */
class ListLengthTest {

    private static final int MANY = 1_001;
    private static final int MAX_LIST_LENGTH = 1_000;
    private static final Pattern LIST = Pattern.compile("in \\(((\\?,)*+\\?)\\)");

    private final Counting counting = new Counting();
    private final TestDatabase database;
    private final JpaTaskStore store;

    ListLengthTest() {
        TestDatabase opened = TestDatabase.open(TestServer.newH2(), TestProvider.HIBERNATE);
        database = new TestDatabase(opened.pool(), opened.factory(), counting.over(opened.pool()));
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        store.join("n", Duration.ofHours(1));
        counting.take();
    }

    @AfterEach
    void close() throws Exception {
        if (TestServer.TRANSACTION_MANAGER.getStatus() != Status.STATUS_NO_TRANSACTION) {
            TestServer.TRANSACTION_MANAGER.rollback();
        }
        database.close();
    }

    @Test
    void ofFlowsThatATaskWaitsFor() {
        store.insert(request().dependsOnFlow(names()).build());

        assertThatListsAreShort();
    }

    @Test
    void ofTasksThatAreClaimedAtOnce() {
        insertMany("flow");

        assertThat(claim()).hasSize(MANY);
        assertThatListsAreShort();
    }

    @Test
    void ofTasksThatAreCancelledAtOnce() throws Exception {
        insertMany("flow");
        insertMany("flow");
        TestServer.TRANSACTION_MANAGER.begin();
        store.cancelFlow("flow");
        TestServer.TRANSACTION_MANAGER.commit();

        assertThat(store.settle(2 * MANY).cancelled()).hasSizeGreaterThan(MAX_LIST_LENGTH);
        assertThatListsAreShort();
    }

    @Test
    void ofQueuesThatAreServedAndAreNot() {
        Set<String> queues = Set.of(names());
        store.insert(request().queue("queue-7").build());
        store.insert(request().queue("mail").build());
        store.park(claim().stream()
                .map(task -> new Parked(task.claim(), "n", Parking.UNKNOWN_TASK, "unknown"))
                .toList());
        Set<String> tasks = Set.of("contract.send");

        assertThat(store.unpark("other", new QueueSelection(queues, Set.of()), tasks))
                .isEqualTo(1);
        assertThat(store.unpark("other", new QueueSelection(Set.of("*"), queues), tasks))
                .isEqualTo(1);
        assertThatListsAreShort();
    }

    private static String[] names() {
        return IntStream.range(0, MANY).mapToObj(number -> "queue-" + number).toArray(String[]::new);
    }

    private void insertMany(String flow) {
        store.insertAll(
                Stream.generate(() -> request().flow(flow).build()).limit(MANY).iterator());
    }

    private List<ClaimedTask> claim() {
        return store.claim("n", QueueSelection.ALL, MANY, Long.MAX_VALUE);
    }

    private void assertThatListsAreShort() {
        List<String> statements = counting.take();
        assertThat(statements).isNotEmpty();
        for (String statement : statements) {
            Matcher list = LIST.matcher(statement);
            while (list.find()) {
                assertThat(list.group(1).length() / 2 + 1).isLessThanOrEqualTo(MAX_LIST_LENGTH);
            }
        }
    }
}
