package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The words in which the tests of a store are written. */
interface StoreSteps extends Tier {

    /** {@link TaskStore#joinsTransaction}. */
    String TRANSACTIONS = "TRANSACTIONS";

    /** {@link TaskStore#prune}. */
    String PRUNE = "PRUNE";

    /** {@link TaskStore#failUnreadable} and {@link TaskStore#parked}. */
    String UNREADABLE = "UNREADABLE";

    /** So long that no slow test machine can outlast it. */
    Duration LEASE = Duration.ofHours(1);

    /** More than {@link #LEASE}. */
    Duration LONGER_THAN_THE_LEASE = Duration.ofMinutes(61);

    int MANY = 1_000;

    TaskStore store();

    /** Returns the store of another node, over the same data. */
    TaskStore secondStore();

    TaskStore storeOf(String namespace);

    String namespace();

    void letTimePass(Duration duration);

    /** Runs the step in a JTA transaction, then commits or rolls back. */
    void inTransaction(boolean commit, Runnable step);

    /** The store's time. */
    Instant now();

    /** Joins a node under a new name. */
    String newNode(Duration lease);

    default String newNode() {
        return newNode(LEASE);
    }

    default void needs(Feature feature) {
        Needed.by(feature.name(), store().features().contains(feature));
    }

    default void needs(String part) {
        Needed.by(part, promises().contains(part));
    }

    /** The store, for tests of {@link TaskStore#prune}. */
    default TaskStore pruning() {
        needs(PRUNE);
        return store();
    }

    /** The store, for tests of {@link TaskStore#failUnreadable}. */
    default TaskStore failingUnreadable() {
        needs(UNREADABLE);
        return store();
    }

    default String insert(TaskRequests request) {
        TaskRequest built = request.build();
        assertThat(store().insert(built).id()).isEqualTo(built.id());
        return built.id();
    }

    default String insertOne() {
        return insert(TaskRequests.request());
    }

    default TaskRecord find(String id) {
        return store().find(id).orElseThrow(() -> new AssertionError("no task " + id));
    }

    default TaskStatus status(String id) {
        return find(id).status();
    }

    default List<ClaimedTask> claim(String node, int max) {
        return store().claim(node, QueueSelection.ALL, max, Long.MAX_VALUE);
    }

    default List<String> claimIds(String node, int max) {
        return ids(claim(node, max));
    }

    default ClaimedTask claimOne(String node) {
        List<ClaimedTask> claimed = claim(node, 1);
        assertThat(claimed).as("claimed tasks").hasSize(1);
        return claimed.get(0);
    }

    default ClaimedTask claimOne() {
        return claimOne(newNode());
    }

    /** Inserts a task and claims it. */
    default ClaimedTask claimed(TaskRequests request) {
        String id = insert(request);
        ClaimedTask claimed = claimOne();
        assertThat(claimed.task().id()).isEqualTo(id);
        return claimed;
    }

    default ClaimedTask claimed() {
        return claimed(TaskRequests.request());
    }

    /** Whatever back-off the store chose has passed; a new node claims the one task that is due then. */
    default ClaimedTask claimOneLater() {
        letTimePass(Duration.ofDays(1));
        store().promote(MANY);
        return claimOne();
    }

    default void nothingIsDue() {
        store().promote(MANY);
        assertThat(claim(newNode(), MANY)).as("due tasks").isEmpty();
    }

    default Set<Claim> complete(ClaimedTask task, Outcome outcome) {
        Set<Claim> lost = store().complete(List.of(new Completion(task.claim(), outcome, now())))
                .lost();
        settle();
        return lost;
    }

    /** Of a task or flow, made now by the store's time. */
    default String newId() {
        return new UUID(
                        now().toEpochMilli() << 16 | 0x7000L,
                        Long.MIN_VALUE | UUID.randomUUID().getLeastSignificantBits() >>> 2)
                .toString();
    }

    /** Settles all that waits for finished tasks. */
    default void settle() {
        int calls = 0;
        while (secondStore().settle(MANY).more()) {
            assertThat(++calls).as("calls of settle, with more to do").isLessThan(MANY);
        }
    }

    default void succeed(ClaimedTask task) {
        assertThat(complete(task, new Outcome.Succeeded("null"))).isEmpty();
    }

    default void fail(ClaimedTask task) {
        assertThat(complete(task, new Outcome.Failed(error(task, "no route to host"))))
                .isEmpty();
    }

    default void retry(ClaimedTask task) {
        assertThat(complete(task, new Outcome.Retrying(error(task, "try again"), Duration.ZERO)))
                .isEmpty();
    }

    /** Loses the tasks of every node that has not renewed for the length of the lease. */
    default void loseAllNodes(int maxLosses) {
        letTimePass(LONGER_THAN_THE_LEASE);
        secondStore().rescue(maxLosses, MANY);
        settle();
    }

    default TaskError error(ClaimedTask task, String message) {
        List<String> workers = task.task().workerIds();
        return new TaskError(
                "com.acme.SmtpException",
                message,
                "com.acme.SmtpException: " + message + "\n\tat com.acme.Mail.send(Mail.java:1)\n",
                task.task().attempts(),
                workers.get(workers.size() - 1),
                now());
    }

    static List<String> ids(List<ClaimedTask> claimed) {
        return claimed.stream().map(task -> task.task().id()).toList();
    }

    static List<Claim> claims(List<ClaimedTask> claimed) {
        return claimed.stream().map(ClaimedTask::claim).toList();
    }

    static Stream<TaskRequests> requests(int count) {
        return Stream.generate(TaskRequests::request).limit(count);
    }
}
