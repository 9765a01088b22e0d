package ee.tasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** The database goes away and comes back; so do single connections. */
final class Outages {

    private static final String AWAY = "EETASK0403";
    private static final String BACK = "EETASK0404";

    private final Cluster<Postgres, WildFly> cluster;

    Outages(Cluster<Postgres, WildFly> cluster) {
        this.cluster = cluster;
        cluster.servers().forEach(server -> server.log().mark());
    }

    /** Stopped without warning under running tasks, and started again with what it had. */
    void restartAfter(Duration time) {
        await("work").atMost(Cluster.GENEROUS).until(() -> cluster.servers().stream()
                .allMatch(server -> cluster.held(cluster.workers(server)) > 0));
        cluster.database().stopImmediately();
        Cluster.pause(time);
        cluster.database().start();
        long since = System.nanoTime();
        await("recovery").atMost(Cluster.GENEROUS).until(() -> cluster.servers().stream()
                .allMatch(server -> server.log().count(BACK) > 0));
        cluster.rescueTimes()
                .add("database back after " + time + ", all work", Duration.ofNanos(System.nanoTime() - since));
    }

    /** When all is over. */
    void assertSaidOnce() {
        for (Server server : cluster.servers()) {
            assertThat(server.log().count(AWAY)).as(server.name() + ": away").isEqualTo(1);
            assertThat(server.log().count(BACK)).as(server.name() + ": back").isEqualTo(1);
            assertThat(server.log().count("EETASK0406"))
                    .as(server.name() + ": failed rounds")
                    .isZero();
        }
    }

    /** Each time it began it ends. */
    void awaitOver() {
        for (Server server : cluster.servers()) {
            await("end of outages of " + server.name())
                    .atMost(Cluster.GENEROUS)
                    .until(() -> server.log().count(AWAY) == server.log().count(BACK));
        }
    }

    /** While the worker of the first server waits for the answer to this statement. */
    void cutOffAt(String step) {
        try (Hold hold = new Hold(cluster.database(), step, cluster.a())) {
            hold.awaitReached(1);
            hold.terminateWaiting();
        }
    }

    /** While tasks of the first server wait for the answer to a statement of theirs. */
    void cutOffTasks() {
        try (Hold hold = new Hold(cluster.database(), "cut method", cluster.a())) {
            cluster.holdOneOfEach(cluster.a(), hold, "cut");
            hold.terminateWaiting();
        }
    }

    void cutOffOneByOne() {
        List<Integer> connections = cluster.database()
                .list(
                        "select pid from pg_stat_activity where application_name like 'node-%'",
                        row -> row.getInt("pid"));
        for (int connection : connections) {
            cluster.database().execute("select pg_terminate_backend(?)", connection);
            Cluster.pause(Duration.ofMillis(100));
        }
    }
}
