package ee.tasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The first server is stopped for longer than its lease, by SIGSTOP, and goes on when others have its tasks. */
final class Freezing {

    private final Cluster cluster;
    private final Server frozen;
    private final Server other;
    private final List<String> before;

    Freezing(Cluster cluster) {
        this.cluster = cluster;
        frozen = cluster.a();
        other = cluster.b();
        before = cluster.workers(frozen);
    }

    /** The task is done, and its end on the way to the database: it arrives while another runs the task. */
    void beforeTheCompletion() {
        try (Hold rerun = new Hold(cluster.database(), "zombie method", other);
                Hold method = new Hold(cluster.database(), "zombie method", frozen)) {
            String task = enqueueThere(method);
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

    void forLessThanTheLease() {
        frozen.freeze();
        Cluster.pause(Duration.ofSeconds(2));
        frozen.thaw();
        assertThat(cluster.workers(frozen)).isEqualTo(before);
    }

    /** Nobody else claims until it waits at the step. */
    private String enqueueThere(Hold step) {
        try (Hold claims = new Hold(cluster.database(), "claim", other)) {
            claims.awaitReached(1);
            String task = cluster.enqueue(frozen, Kind.PLAIN, "zombie");
            step.awaitReached(1);
            return task;
        }
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
