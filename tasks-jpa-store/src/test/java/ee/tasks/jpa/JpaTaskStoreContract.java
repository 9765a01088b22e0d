package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskStoreContract;
import ee.tasks.tck.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract over one database, which every test of a class shares, and one persistence provider. */
abstract class JpaTaskStoreContract extends TaskStoreContract {

    private static final List<String> EMPTIED = List.of(
            "ee_task", "ee_task_dependency", "ee_task_predecessor", "ee_flow_hit", "ee_task_settle", "ee_task_pruned");

    abstract TestDatabase database();

    @Override
    public Subject subject() {
        String provider = database().factory().getClass().getName().contains("hibernate") ? "Hibernate" : "EclipseLink";
        return Subject.of("EE Tasks jpa store with " + provider, Tier.version())
                .on(database().product());
    }

    @Override
    public TaskStore newStore() {
        return database().newStore();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("schema", "migrate");
    }

    @Override
    public void letTimePass(Duration duration) {
        earlier("ee_task", "run_after", duration);
        earlier("ee_task", "promote_at", duration);
        earlier("ee_task", "finished_at", duration);
        earlier("ee_task", "last_attempted_at", duration);
        earlier("ee_task", "parked_at", duration);
        earlier("ee_task", "unreadable_since", duration);
        earlier("ee_task", "offered_until", duration);
        earlier("ee_task", "expires_at", duration);
        earlier("ee_task_expiry", "look_at", duration);
        earlier("ee_node", "lease_until", duration);
        earlier("ee_task_key", "held_until", duration);
        earlier("ee_task_settle", "noted_at", duration);
        earlier("ee_task_settle", "look_at", duration);
        earlier("ee_task_pruned", "pruned_at", duration);
        earlier("ee_schedule", "declared_at", duration);
        earlier("ee_pause", "since", duration);
        earlier("ee_pause", "until_at", duration);
    }

    @Override
    public void inTransaction(boolean commit, Runnable step) {
        TestServer.inTransaction(commit, step);
    }

    /**
     * The time it was enqueued at is its node's estimate, which may be ahead. And where the database's time stands still within
     * a transaction, as H2's does, one that began before the follower was enqueued may release it.
     */
    @Test
    void aFollowerThatWasEnqueuedAheadOfTheDatabasesTimeIsDueWhenReleased() {
        ClaimedTask first = claimed();
        String second = insert(request().dependsOn(first.task().id()));
        Jdbc.run(
                database().pool(),
                "update ee_task set run_after = run_after + interval '1' hour where id = '%s'".formatted(second));

        succeed(first);

        assertThat(claimOne().task().id()).isEqualTo(second);
    }

    /** Its end saw no follower, whose enqueue on a node of the version before saw no end, and wrote no mark. */
    @Test
    void whatEndedWithoutAMarkIsSettledInTheEnd() {
        String first = insertOne();
        String second = insert(request().dependsOn(first));
        settle();
        Jdbc.run(
                database().pool(),
                "update ee_task set status = 'SUCCESSFUL', due = false, finished_at = run_after where id = '%s'"
                        .formatted(first));
        settle();
        assertThat(status(second)).isEqualTo(TaskStatus.WAITING);

        store().putRight();
        settle();

        assertThat(claimOne().task().id()).isEqualTo(second);
    }

    @Test
    void anOrderedTaskOfAKeyWithoutAHeadIsFound() {
        String first = insert(request().ordered("key"));
        Jdbc.run(
                database().pool(),
                "insert into ee_task_dependency (task_id, predecessor_id, flow) values ('%1$s', '%1$s', false)"
                        .formatted(first));
        Jdbc.run(
                database().pool(),
                "update ee_task set status = 'WAITING', due = false where id = '%s'".formatted(first));
        Jdbc.run(database().pool(), "update ee_order set head = null where namespace = '%s'".formatted(namespace()));

        while (store().putRight()) {}

        assertThat(claimOne().task().id()).isEqualTo(first);
    }

    /** As many as a node of the version before may leave, in front of it. */
    @Test
    void whatEndedWithoutAMarkIsFoundBehindManyThatHaveNotEnded() {
        List<String> first = Stream.generate(this::insertOne).limit(1_200).toList();
        String last = insertOne();
        store().insertAll(first.stream()
                .map(id -> request().dependsOn(id).build())
                .toList()
                .iterator());
        String follower = insert(request().dependsOn(last));
        settle();
        Jdbc.run(
                database().pool(),
                "update ee_task set status = 'SUCCESSFUL', due = false, finished_at = run_after where id = '%s'"
                        .formatted(last));

        store().putRight();
        settle();

        assertThat(status(follower)).isEqualTo(TaskStatus.READY);
    }

    /** They stay for a later transaction, which does not wait for them either. */
    @Test
    void cancellingAFlowAfterTheCommitPassesOverWhatOthersHaveLocked() throws SQLException {
        List<TaskRequest> members =
                Stream.generate(() -> request().flow("flow").build()).limit(600).toList();
        store().insertAll(members.iterator());
        inTransaction(true, () -> store().cancelFlow("flow"));
        String locked = Jdbc.rows(
                        database().pool(),
                        "select id from ee_task where namespace = '%s' and flow_id = 'flow' and status = 'READY'"
                                .formatted(namespace()))
                .get(0);
        try (Connection other = database().pool().getConnection()) {
            other.setAutoCommit(false);
            Sql.list(other, "select id from ee_task where id = ? for update", row -> row.getString(1), locked);
            settle();
            assertThat(store().flowProgress("flow").done()).isEqualTo(599);
            other.rollback();
        }
        letTimePass(Duration.ofSeconds(2));
        settle();

        assertThat(store().flowProgress("flow").done()).isEqualTo(600);
    }

    @Test
    void nothingIsLeftOfASettledEnd() {
        ClaimedTask first = claimed(request().flow("flow"));
        insert(request().dependsOn(first.task().id()));
        insert(request().dependsOnFlow("flow"));
        succeed(first);

        assertThat(Jdbc.rows(
                        database().pool(),
                        "select predecessor from ee_task_settle where namespace = '%s'".formatted(namespace())))
                .isEmpty();
        assertThat(Jdbc.rows(
                        database().pool(),
                        "select task_id from ee_task_dependency where predecessor_id in ('flow', '%s')"
                                .formatted(first.task().id())))
                .isEmpty();
    }

    @Test
    void nothingIsLeftOfAPrunedTask() {
        ClaimedTask first = claimed(request().unique("nightly"));
        String follower = insert(request().dependsOn(first.task().id()).evenIfFailed());
        store().metadata(first.claim(), "file", "a.txt");
        fail(first);
        String node = newNode();
        store().park(List.of(new Parked(claimOne(node).claim(), node, Parking.UNREADABLE, "no")));
        letTimePass(Duration.ofHours(1));
        store().failUnreadable(Duration.ZERO, MANY);

        // Both FAILED, and the follower needs the first while it is there.
        assertThat(store().prune(ReleasedRowsTest.NOTHING, MANY)).isEqualTo(1);
        assertThat(store().prune(ReleasedRowsTest.NOTHING, MANY)).isEqualTo(1);

        for (String table : List.of("error", "note", "key", "dependency", "predecessor", "unreadable")) {
            assertThat(Jdbc.rows(
                            database().pool(),
                            "select task_id from ee_task_%s where task_id in ('%s', '%s')"
                                    .formatted(table, first.task().id(), follower)))
                    .as(table)
                    .isEmpty();
        }
    }

    @Test
    void aHitIsRememberedAsLongAsHowItEnded() {
        ClaimedTask held = claimed(request().unique("k"));
        store().insertAll(List.of(request().flow("flow").unique("k").build()).iterator());
        succeed(held);
        String hits = "select task_id from ee_flow_hit";

        assertThat(store().prune(ReleasedRowsTest.NOTHING, MANY)).isEqualTo(1);
        assertThat(Jdbc.rows(database().pool(), hits))
                .containsExactly(held.task().id());
        letTimePass(Duration.ofMinutes(61));
        store().prune(ReleasedRowsTest.NOTHING, MANY);

        assertThat(Jdbc.rows(database().pool(), hits)).isEmpty();
    }

    /** Rows of the version before, and what was inserted by hand. */
    @Test
    void aClaimGoesOnPastTasksOfUnknownSizeForHalfOfWhatItWasAskedFor() {
        List<String> ids = insertOfSizes("null", "10", "null", "null", "10", "10", "null", "10");

        assertThat(claimIds(newNode(), ids.size())).containsExactlyElementsOf(ids.subList(0, 4));
        assertThat(claimIds(newNode(), ids.size())).containsExactlyElementsOf(ids.subList(4, 8));
    }

    @Test
    void tasksOfUnknownSizeAreCountedOneAfterTheOther() {
        List<String> ids = insertOfSizes("10", "null", "null", "10", "null", "null");

        assertThat(claimWithin(15)).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(claimWithin(15)).containsExactlyElementsOf(ids.subList(2, 4));
        assertThat(claimWithin(10)).containsExactlyElementsOf(ids.subList(4, 5));
    }

    /** Its claim must come to an end, too. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNodeThatIsGoneGetsNoTasksOfUnknownSize() {
        insertOfSizes("null", "null", "null");

        assertThat(claim("nobody", MANY)).isEmpty();
    }

    private List<String> insertOfSizes(String... sizes) {
        List<String> ids = new ArrayList<>();
        for (String size : sizes) {
            ids.add(insert(request().size(10)));
            Jdbc.run(
                    database().pool(),
                    "update ee_task set arguments_size = %s where id = '%s'".formatted(size, ids.get(ids.size() - 1)));
        }
        return ids;
    }

    /** The start that its worker estimates is never before it. */
    @Test
    void aClaimTellsItsOwnTimeAsThatOfItsAttempt() {
        insertOne();
        for (int attempt = 1; attempt <= 2; attempt++) {
            Instant before = now();
            ClaimedTask claimed = claimOne();

            assertThat(claimed.task().lastAttemptedAt()).isBetween(before, now());
            assertThat(find(claimed.task().id()).lastAttemptedAt())
                    .isEqualTo(claimed.task().lastAttemptedAt());
            retry(claimed);
        }
    }

    @Test
    void theRowOfATaskWithManyAttemptsDoesNotGrow() {
        String id = insertOne();
        String node = newNode();
        for (int attempt = 1; attempt <= 75; attempt++) {
            retry(claimOne(node));
        }

        List<String> workers =
                Jdbc.rows(database().pool(), "select workers from ee_task where id = '%s'".formatted(id));
        assertThat(workers.get(0).split("\n")).hasSizeBetween(18, 36).containsOnly(node);
    }

    /** Ten thousand finished tasks here and there would make every change of time slow. */
    @AfterEach
    void forgetTasks() {
        for (String table : EMPTIED) {
            // MariaDB 11.4 refuses with error 1205 where its purge has used the table for three quarters of a second.
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .ignoreExceptionsMatching(
                            e -> e.getCause() instanceof SQLException refused && refused.getErrorCode() == 1205)
                    .until(() -> Jdbc.run(database().pool(), "truncate table " + table), emptied -> true);
        }
    }

    private void earlier(String table, String column, Duration duration) {
        String earlier = database().dialect().plusMicros(column).replace("?", String.valueOf(-Micros.of(duration)));
        Jdbc.run(
                database().pool(),
                "update %1$s set %2$s = %3$s where %2$s is not null".formatted(table, column, earlier));
    }
}
