package ee.tasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code server-config/wildfly/two-nodes}, {@code graceful-stop.cli} and {@code postgresql-xa.cli} promise. */
@ExtendWith(ClusterExtension.class)
@Tag("faults")
class TwoNodesIT {

    private static final String VIEW = "/subsystem=jgroups/channel=ee:read-attribute(name=view)";

    private static final String TRY_XA =
            "/subsystem=datasources/xa-data-source=TasksPostgreSQLXA:test-connection-in-pool";

    private static final String DONE_BY = """
            select count(*) from ee_task where status = 'SUCCESSFUL' and workers like ?""";

    private static final String ENDED_AT_FIRST = """
            select count(*) from ee_task
            where id = any(?) and status = 'SUCCESSFUL' and claims = 1 and attempts = 1 and workers like ?""";

    @Test
    void twoNodesShareWorkAndSessionsAndOneOfThemEndsItsTasksAndGoes(Cluster<Postgres, WildFly> cluster)
            throws Exception {
        cluster.underLoad(() -> {
            WildFly a = cluster.a();
            WildFly b = cluster.b();
            await("cluster").atMost(Cluster.GENEROUS).until(() -> a.command(VIEW)
                    .contains("(2)"));
            assertThat(a.command(TRY_XA)).contains("\"outcome\" => \"success\"");
            String session = a.beginSession();
            // the session goes from node to node behind the answer
            int visits = await("session").atMost(Cluster.GENEROUS).until(() -> b.visit(session), seen -> seen > 1);
            awaitDone(cluster, a);
            awaitDone(cluster, b);

            List<String> ids;
            try (Hold hold = new Hold(cluster.database(), "going method", b)) {
                ids = cluster.holdOneOfEach(b, hold, "going");
                b.terminate();
                await("suspension")
                        .atMost(Cluster.GENEROUS)
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .until(b::isSuspended);
                // longer than ee.tasks.worker.shutdown-timeout, shorter than tasks.stop-timeout
                Cluster.pause(Duration.ofSeconds(4));
            }
            b.awaitEnd();

            assertThat(cluster.database().number(ENDED_AT_FIRST, ids.toArray(String[]::new), b.name() + "-%"))
                    .isEqualTo(ids.size());
            assertThat(a.visit(session)).isGreaterThan(visits);
            awaitDone(cluster, a);
        });
    }

    /** More tasks than it has ended up to now. */
    private static void awaitDone(Cluster<Postgres, WildFly> cluster, WildFly server) {
        String worker = server.name() + "-%";
        long before = cluster.database().number(DONE_BY, worker);
        await("work of " + server.name())
                .atMost(Cluster.GENEROUS)
                .until(() -> cluster.database().number(DONE_BY, worker) > before);
    }
}
