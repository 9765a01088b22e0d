package ee.tasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

/** A server, or its application, is stopped as it should be, with more work than it can do. */
final class Stopping {

    private static final String LOST = "select count(*) from ee_task where lost";

    private final Cluster<Postgres, WildFly> cluster;
    private final WildFly server;
    private final List<String> workers;
    private final long lost;

    Stopping(Cluster<Postgres, WildFly> cluster, WildFly server) {
        this.cluster = cluster;
        this.server = server;
        workers = cluster.workers(server);
        lost = cluster.database().number(LOST);
    }

    void terminate() throws Exception {
        backlog();
        server.terminate();
        server.awaitEnd();
        assertNothingHeld();
    }

    void redeploy() throws Exception {
        backlog();
        server.undeploy();
        assertNothingHeld();
        server.deploy();
    }

    /** When all is over. */
    void assertNothingLost() {
        assertThat(cluster.database().number(LOST)).isEqualTo(lost);
    }

    private void backlog() throws Exception {
        for (int i = 0; i < 10; i++) {
            for (Kind kind : Kind.WORKING) {
                cluster.other(server).enqueue(kind, "", 30, 20);
            }
        }
        await("work").atMost(Cluster.GENEROUS).until(() -> cluster.held(workers) > 8);
    }

    /** At once, not after a lease. */
    private void assertNothingHeld() {
        assertThat(cluster.held(workers)).isZero();
        assertThat(cluster.workers(server)).doesNotContainAnyElementsOf(workers);
    }
}
