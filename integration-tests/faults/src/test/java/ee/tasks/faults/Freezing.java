package ee.tasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The first server is stopped for longer than its lease, by SIGSTOP, and goes on when others have its tasks. */
final class Freezing {

    private static final String LEASE_LOST = "EETASK0405";

    private static final String REPORTING = """
            select count(*) from effect e where e.phase = 'STARTED'
            and exists (select 1 from promise p where p.task = e.task and p.kind = 'reporting')""";

    private static final String LEASED = """
            select count(*) from ee_node where id = any(?) and lease_until >= clock_timestamp() at time zone 'UTC'""";

    /** In microseconds. */
    private static final String LEASES = """
            select cast(sum(extract(epoch from lease_until)) * 1000000 as bigint) from ee_node where id = any(?)""";

    private final Cluster<Postgres, ?> cluster;
    private final Server frozen;
    private final Server other;
    private final List<String> before;

    Freezing(Cluster<Postgres, ?> cluster) {
        this.cluster = cluster;
        frozen = cluster.a();
        other = cluster.b();
        before = cluster.workers(frozen);
    }

    /** The task is done, and its end on the way to the database: it arrives while another runs the task. */
    void beforeTheCompletion() {
        try (Hold rerun = new Hold(cluster.database(), "zombie method", other);
                Hold method = new Hold(cluster.database(), "zombie method", frozen)) {
            String task = cluster.enqueueThere(frozen, Kind.PLAIN, "zombie", method);
            // Not earlier: a claim that waits for a thread is given back by the same writer, and would wait here.
            try (Hold completion = new Hold(cluster.database(), "completion", frozen)) {
                method.release();
                await("effect").atMost(Cluster.GENEROUS).until(() -> hasEffect(task));
                completion.awaitReached(1);
                frozen.freeze();
                cluster.awaitRescue("freeze, completion", frozen, before);
                rerun.awaitReached(1);
                completion.release();
                thaw();
                assertThat(holders(task)).singleElement().asString().startsWith(other.name());
            }
        }
    }

    /** Tasks of each kind are at this step of their own, and ended by the other when it goes on. */
    void atStepOfTasks(String step) {
        List<String> ids;
        List<String> ends = new ArrayList<>();
        try (Hold hold = new Hold(cluster.database(), "zombie " + step, frozen)) {
            ids = cluster.holdOneOfEach(frozen, hold, "zombie");
            frozen.freeze();
            cluster.awaitRescue("freeze, " + step, frozen, before);
        }
        for (String id : ids) {
            await("end of " + id).atMost(Cluster.GENEROUS).until(() -> !List.of("READY", "RUNNING")
                    .contains(cluster.status(id)));
            ends.add(cluster.status(id));
        }
        thaw();
        assertThat(ids.stream().map(cluster::status)).isEqualTo(ends);
    }

    /** Its lease's row is locked by a transaction that does not go on. */
    void inTheRenewal() {
        try (Hold method = new Hold(cluster.database(), "zombie method", frozen)) {
            cluster.holdOneOfEach(frozen, method, "zombie");
            try (Hold renewal = new Hold(cluster.database(), "renewal", frozen)) {
                renewal.awaitReached(1);
                frozen.freeze();
            }
            cluster.awaitRescue("freeze, renewal", frozen, before);
        }
        thaw();
    }

    /**
     * Nobody gives it up meanwhile, so that it could renew the lease that it has lost, and keep its tasks from everybody for another.
     * Many of its tasks are in a call into the store as it wakes up.
     */
    void ofTheOnlyNode() throws IOException {
        if (other.isUp()) {
            other.terminate();
            other.awaitEnd();
        }
        frozen.log().mark();
        Object names = before.toArray(String[]::new);
        try (Hold hold = new Hold(cluster.database(), "zombie method", frozen)) {
            cluster.holdOneOfEach(frozen, hold, "zombie");
            long reporting = cluster.database().number(REPORTING);
            frozen.enqueue(Kind.REPORTING, "", 2, 5);
            await("reports")
                    .atMost(Cluster.GENEROUS)
                    .until(() -> cluster.database().number(REPORTING) == reporting + 5);
            frozen.freeze();
            await("end of the lease")
                    .atMost(Cluster.GENEROUS)
                    .until(() -> cluster.database().number(LEASED, names) == 0);
        }
        long leases = cluster.database().number(LEASES, names);
        thaw();
        assertThat(cluster.database().number(LEASES, names))
                .as("when the lost leases were over")
                .isEqualTo(leases);
        await("loss of the lease")
                .atMost(Cluster.GENEROUS)
                .until(() -> frozen.log().count(LEASE_LOST) == before.size());
        cluster.awaitRescue("freeze of the only node", frozen, before);
    }

    void forLessThanTheLease() {
        frozen.freeze();
        Cluster.pause(Duration.ofSeconds(2));
        frozen.thaw();
        assertThat(cluster.workers(frozen)).isEqualTo(before);
    }

    /** And see that it works again. */
    private void thaw() {
        frozen.thaw();
        String after = cluster.awaitNewWorker(frozen, before);
        await("work of " + after)
                .atMost(Cluster.GENEROUS)
                .until(() -> cluster.database().number("select count(*) from ee_task where workers like ?", "%" + after)
                        > 0);
    }

    private boolean hasEffect(String task) {
        return cluster.database().number("select count(*) from effect where task = ? and phase = 'FINISHED'", task)
                == 1;
    }

    private List<String> holders(String task) {
        return cluster.database()
                .list("select node_id from ee_task where id = ? and status = 'RUNNING'", row -> row.getString(1), task);
    }
}
