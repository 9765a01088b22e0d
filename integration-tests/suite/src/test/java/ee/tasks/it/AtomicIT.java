package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.it.app.Ledger;
import ee.tasks.it.atomic.Account;
import ee.tasks.it.atomic.Brittle;
import ee.tasks.it.atomic.Crossers;
import ee.tasks.it.atomic.Crowd;
import ee.tasks.it.atomic.Desk;
import ee.tasks.it.atomic.Transfers;
import ee.tasks.spi.Outcome;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an atomic task wrote is there exactly once when it succeeded, and not at all otherwise. */
@ExtendWith(ArquillianExtension.class)
class AtomicIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Inject
    TaskQueue tasks;

    @Inject
    Transfers transfers;

    @Inject
    Brittle brittle;

    @Inject
    Crowd crowd;

    @Inject
    Crossers crossers;

    @Inject
    Ledger ledger;

    @PersistenceContext
    EntityManager entities;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction transaction;

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    /** What the task of a test writes. */
    private final String text = "text " + UUID.randomUUID();

    @Deployment
    static WebArchive war() {
        return Archives.application(
                        "atomic",
                        "ee.tasks.backend=jpa",
                        "ee.tasks.namespace=atomic",
                        "ee.tasks.backends.crossing.type=crossing")
                .addPackage(Transfers.class.getPackage());
    }

    @BeforeEach
    void newLatches() {
        transfers.expect();
    }

    /** Whatever became of a transaction, it is not left on a thread: all of them have a turn. */
    @AfterEach
    void noThreadKeepsATransaction() {
        transfers.release();
        assertThat(IntStream.range(0, 30)
                        .mapToObj(n -> tasks.enqueue(Transfers::transactionStatus))
                        .toList())
                .allSatisfy(result ->
                        assertThat(result.await(GENEROUS).returnValue()).isEqualTo(Status.STATUS_NO_TRANSACTION));
    }

    @Test
    void whatItWroteAndItsEndAreCommittedTogether() {
        TaskResult<String> result = tasks.enqueue(Transfers::write, text).await(GENEROUS);

        assertThat(result.returnValue()).isEqualTo(text);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(ledger.count(text)).isEqualTo(1);
    }

    /** Payara may keep a thread from ending its transaction when it has been in a bean in which others are, too. */
    @Test
    void whatElseIsInABeanWithTransactionsIsOfNoConcern() throws InterruptedException {
        TaskResult<String> result = tasks.enqueue(Crowd::writesComesAndGoes, text);
        crowd.stay(text);

        assertThat(result.await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(ledger.count(text)).isEqualTo(1);
    }

    /** Payara may then let that thread write outside the next transaction. */
    @Test
    void norIsWhatTheThreadHasMetBeforeItsTransaction() throws InterruptedException {
        TaskResult<Void> failed = tasks.enqueue(Crowd::writesAndFails, text);
        crowd.stay(text);

        assertThat(failed.await(GENEROUS).errors())
                .extracting(error -> error.message())
                .containsExactly("after the write");
        assertThat(ledger.count(text)).isZero();
    }

    @Test
    void aSessionBeanJoinsTheTransaction() {
        assertThat(tasks.enqueue(Desk::write, text).await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(ledger.count(text)).isEqualTo(1);

        TaskResult<Void> failed = tasks.enqueue(Desk::writeAndFail, text).await(GENEROUS);
        assertThat(failed.errors()).extracting(error -> error.message()).containsExactly("after the write");
        assertThat(ledger.count(text)).isEqualTo(1);
    }

    @Test
    void oneThatSwallowsWhatMarkedItsTransactionFails() {
        failsWith("EETASK0253", tasks.enqueue(Transfers::swallows, text));
    }

    @Test
    void anObserverThatThrowsChangesNothing() {
        TaskResult<String> result = tasks.enqueue(Transfers::write, text).await(GENEROUS);

        await().atMost(GENEROUS).until(() -> brittle.heard().contains(result.id() + " SUCCESSFUL"));
        assertThat(result.refresh().status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(ledger.count(text)).isEqualTo(1);
    }

    @Test
    void aFailedAttemptLeavesNothingAndAnotherFollows() {
        TaskResult<Integer> result =
                tasks.enqueue(Transfers::declinedTwice, text).await(GENEROUS);

        assertThat(result.returnValue()).isEqualTo(3);
        assertThat(result.errors()).extracting(error -> error.message()).containsExactly("attempt 1", "attempt 2");
        assertThat(ledger.count(text)).isEqualTo(1);
    }

    @Test
    void aResultThatIsTooLargeLeavesNothing() {
        failsWith("EETASK", tasks.enqueue(Transfers::returnsTooMuch, text));
    }

    @Test
    void aResultThatIsNoJsonLeavesNothing() {
        failsWith("EETASK", tasks.enqueue(Transfers::returnsWhatJsonHasNot, text));
    }

    @Test
    void oneThatMarksItsTransactionRollbackOnlyFails() {
        failsWith("EETASK0253", tasks.enqueue(Transfers::marksRollbackOnly, text));
    }

    @Test
    @DisabledIfSystemProperty(
            named = "tests.keeps-what-others-roll-back",
            matches = "true",
            disabledReason = "on this server the transaction stays on its thread")
    void oneWhoseTransactionIsRolledBackOnAnotherThreadFails() {
        failsWith("EETASK0254", tasks.enqueue(Transfers::isRolledBackMeanwhile, text));
    }

    @Test
    void oneWhoseTimeIsUpFailsAndItsTransactionIsOver() {
        failsWith("EETASK", tasks.enqueue(Transfers::ignoresItsTime, text));
    }

    @Test
    void oneThatAsksToComeLaterLeavesNothingUntilThen() {
        TaskResult<Integer> result = tasks.enqueue(Transfers::comesLater, text).await(GENEROUS);

        assertThat(result.returnValue()).isEqualTo(2);
        assertThat(ledger.count(text)).isEqualTo(1);
    }

    @Test
    void oneThatEndsItsTransactionFails() {
        TaskResult<Void> result =
                tasks.enqueue(Transfers::endsItsTransaction, text).await(GENEROUS);

        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.errors().get(0).message()).startsWith("EETASK0255");
    }

    @Test
    void oneWhoseCommitFailsAtTheFlushFails() throws Exception {
        account("taken");

        failsToCommit(tasks.enqueue(Transfers::opensTheSameAccount, text));
    }

    @Test
    @DisabledIfSystemProperty(
            named = "database",
            matches = "h2|mariadb",
            disabledReason = "H2 and MariaDB defer no constraints")
    void oneWhoseCommitFailsInTheDatabaseFails() throws Exception {
        sql("drop table if exists deferred_check");
        sql("create table deferred_check (id integer unique,"
                + " parent integer references deferred_check (id) deferrable initially deferred)");

        failsToCommit(tasks.enqueue(Transfers::breaksADeferredConstraint, text));
    }

    @Test
    void oneWhoseCommitIsVotedDownFails() {
        failsToCommit(tasks.enqueue(Transfers::isVotedDown, text));
    }

    @Test
    void oneThatIsCancelledLeavesNothing() throws Exception {
        TaskResult<Void> result = tasks.enqueue(Transfers::letsItselfBeCancelled, text);
        transfers.awaitReached();
        assertThat(result.cancel()).isTrue();
        transfers.release();

        assertThat(result.await(GENEROUS).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(ledger.count(text)).isZero();
    }

    @Test
    void aZombieLeavesNothing() throws Exception {
        TaskResult<String> result = tasks.enqueue(Transfers::waits, text);
        transfers.awaitReached();
        String row = "where id = '" + result.id() + "'";
        sql("update ee_task set claim_id = 'another' " + row);
        transfers.release();

        await().atMost(GENEROUS).until(() -> transfers.isOver());
        assertThat(ledger.count(text)).isZero();
        assertThat(result.refresh().status()).isEqualTo(TaskStatus.RUNNING);
        sql("update ee_task set status = 'CANCELLED', node_id = null " + row);
    }

    @Test
    void whoLosesADeadlockRunsAgainInItsAttempt() throws Exception {
        account("left");
        account("right");
        TaskResult<Void> one = tasks.enqueue(Transfers::locksBoth, "left", "right", text + " 1");
        TaskResult<Void> other = tasks.enqueue(Transfers::locksBoth, "right", "left", text + " 2");

        assertThat(one.await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(other.await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(one.refresh().attempts() + other.refresh().attempts()).isEqualTo(2);
        assertThat(transfers.lockings()).isGreaterThan(2);
        assertThat(entities.find(Account.class, "left").amount()).isEqualTo(2);
        assertThat(ledger.count(text)).isEqualTo(2);
    }

    @Test
    void whatItNotesStaysAndWhatItEnqueuesGoes() {
        TaskResult<Void> result =
                tasks.enqueue(Transfers::notesAndEnqueues, text).await(GENEROUS);

        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.progress())
                .get()
                .extracting(progress -> progress.message())
                .isEqualTo("half way");
        assertThat(result.metadata()).containsEntry("text", text);
        assertThat(rows("ee_task where arguments like '%" + text + " follower%'"))
                .isZero();
    }

    /** Though EE Tasks steps out of transactions by a {@code @Transactional} bean, which Payara may hold against the thread. */
    @Test
    void oneThatIsNotAtomicMayBeginATransactionAfterItNotedAndEnqueued() {
        List<TaskResult<String>> results = IntStream.range(0, 30)
                .mapToObj(n -> tasks.enqueue(Transfers::notesEnqueuesAndBegins, text + " " + n + "."))
                .toList();

        assertThat(results).extracting(result -> result.await(GENEROUS)).allSatisfy(result -> {
            assertThat(result.status()).as(() -> result.errors().toString()).isEqualTo(TaskStatus.SUCCESSFUL);
            assertThat(tasks.result(result.returnValue()).await(GENEROUS).status())
                    .isEqualTo(TaskStatus.SUCCESSFUL);
        });
        assertThat(ledger.count(text)).isEqualTo(60);
    }

    @Test
    void alsoWhenAnotherTaskNotesInItsTransactionAtThatTime() throws Exception {
        Outcome outcome = crossers.cross(text);

        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        assertThat(ledger.count(text)).isEqualTo(1);
    }

    private void failsWith(String message, TaskResult<?> enqueued) {
        TaskResult<?> result = enqueued.await(GENEROUS);
        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.errors()).singleElement().satisfies(error -> assertThat(error.message())
                .startsWith(message));
        assertThat(ledger.count(text)).isZero();
    }

    private void failsToCommit(TaskResult<?> enqueued) {
        TaskResult<?> result = enqueued.await(GENEROUS);
        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.errors()).singleElement().satisfies(error -> assertThat(
                        error.exceptionClass() + error.stackTrace())
                .contains("RollbackException"));
        assertThat(ledger.count(text)).isZero();
    }

    private void account(String id) throws Exception {
        transaction.begin();
        entities.merge(new Account(id));
        transaction.commit();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private long rows(String from) {
        try (Connection connection = dataSource.getConnection();
                Statement sql = connection.createStatement();
                var rows = sql.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(from, e);
        }
    }
}
