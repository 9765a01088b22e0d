package ee.tasks.faults;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each tick once, whatever becomes of the nodes that take it. */
@Tag("faults")
@ExtendWith(ClusterExtension.class)
class SchedulesIT {

    @Test
    void nodesAreKilledAndFrozenAmidTicksOnPostgres(Cluster<Postgres, WildFly> cluster) throws Exception {
        Ticking[] ticking = new Ticking[1];
        cluster.underLoad(() -> {
            ticking[0] = new Ticking(cluster);
            frozen(cluster, cluster.a(), ticking[0]);
            killed(cluster, cluster.a(), ticking[0]);
            ticking[0].pause();
        });
        ticking[0].audit();
    }

    @Test
    void nodesAreKilledAndFrozenOnMariaDb() throws Exception {
        try (Cluster<MariaDb, WildFly> cluster = Cluster.onMariaDb()) {
            Ticking[] ticking = new Ticking[1];
            cluster.underLoad(() -> {
                ticking[0] = new Ticking(cluster);
                for (WildFly server : cluster.servers()) {
                    frozenAnywhere(cluster, server, ticking[0]);
                    killedAnywhere(cluster, server, ticking[0]);
                }
                ticking[0].pause();
            });
            ticking[0].audit();
        }
    }

    /** Within the transaction that takes ticks, which keeps their schedules from the other for a while. */
    private static void frozen(Cluster<Postgres, WildFly> cluster, WildFly server, Ticking ticking) {
        List<String> before = cluster.workers(server);
        try (Hold tick = new Hold(cluster.database(), "tick", server)) {
            tick.awaitReached(1);
            server.freeze();
        }
        thawed(cluster, server, ticking, before);
    }

    private static void frozenAnywhere(Cluster<?, WildFly> cluster, WildFly server, Ticking ticking) {
        List<String> before = cluster.workers(server);
        server.freeze();
        thawed(cluster, server, ticking, before);
    }

    private static void thawed(Cluster<?, WildFly> cluster, WildFly server, Ticking ticking, List<String> before) {
        cluster.awaitRescue("freeze amid ticks", server, before);
        ticking.awaitTicks();
        Cluster.pause(Cluster.LEASE);
        server.thaw();
        cluster.awaitNewWorker(server, before);
        ticking.awaitTicks();
    }

    /** Within that transaction. */
    private static void killed(Cluster<Postgres, WildFly> cluster, WildFly server, Ticking ticking) {
        List<String> before = cluster.workers(server);
        try (Hold tick = new Hold(cluster.database(), "tick", server)) {
            tick.awaitReached(1);
            server.kill();
        }
        startedAgain(cluster, server, ticking, before);
    }

    private static void killedAnywhere(Cluster<?, WildFly> cluster, WildFly server, Ticking ticking) {
        List<String> before = cluster.workers(server);
        server.kill();
        startedAgain(cluster, server, ticking, before);
    }

    private static void startedAgain(
            Cluster<?, WildFly> cluster, WildFly server, Ticking ticking, List<String> before) {
        cluster.awaitRescue("kill -9 amid ticks", server, before);
        ticking.awaitTicks();
        server.start();
        server.awaitUp();
        ticking.awaitTicks();
    }
}
