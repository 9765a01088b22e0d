package ee.tasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two applications with one namespace: what one of them does not know it leaves to the other, and loses nothing of it. */
@ExtendWith(ClusterExtension.class)
@Tag("faults")
class TwoApplicationsIT {

    private static final String OTHERS = Kind.OTHER_APPLICATION;
    private static final Path WAR = Path.of(System.getProperty("build.directory"), "faults-others.war");

    private static final String UNFINISHED = """
            select count(*) from ee_task where task = 'errand' and status not in ('SUCCESSFUL', 'FAILED', 'CANCELLED')""";

    private static final String DONE = "select count(*) from ee_task where task <> 'errand' and status = 'SUCCESSFUL'";

    private static final String STRANGE = """
            select count(*) from effect e join promise p on p.task = e.task
            where (p.kind = 'errand') <> (e.application = 'others')""";

    @Test
    void eachRunsWhatItKnowsWhateverBecomesOfTheOther(Cluster<Postgres, WildFly> cluster) throws Exception {
        WildFly b = cluster.b();
        cluster.underLoad(() -> {
            deploy(b);
            redeployed(cluster, b);
            killed(cluster, b);
            await("errands")
                    .atMost(Cluster.GENEROUS)
                    .until(() -> cluster.database().number(UNFINISHED) == 0);
            b.undeployBeside(OTHERS);
            b.forget(OTHERS);
        });
        assertThat(cluster.database().number(STRANGE)).isZero();
    }

    /** While it is away its tasks wait, also those that the first one enqueues, and those of the first are run. */
    private static void redeployed(Cluster<Postgres, WildFly> cluster, WildFly b) throws IOException {
        b.enqueue(Kind.ERRAND, "", 50, 200);
        b.undeployBeside(OTHERS);
        cluster.a().enqueue(Server.APPLICATION, Kind.ERRAND, "", 50, 50);
        long waiting = cluster.database().number(UNFINISHED);
        long done = cluster.database().number(DONE);
        await("work of the first")
                .atMost(Cluster.GENEROUS)
                .until(() -> cluster.database().number(DONE) > done + 50);
        assertThat(waiting).isGreaterThanOrEqualTo(50);
        assertThat(cluster.database().number(UNFINISHED)).isEqualTo(waiting);
        deploy(b);
    }

    /** With the server, and with that its half of the first one. */
    private static void killed(Cluster<Postgres, WildFly> cluster, WildFly b) throws IOException {
        List<String> workers = cluster.workers(b);
        try (Hold hold = new Hold(cluster.database(), "errand method", b)) {
            b.enqueue(Kind.ERRAND, "errand", 0, 3);
            b.enqueue(Kind.ERRAND, "", 50, 100);
            hold.awaitReached(3);
            b.kill();
        }
        cluster.awaitRescue("kill -9, two applications", b, workers);
        b.start();
        b.awaitUp();
        awaitOthers(b);
    }

    private static void deploy(WildFly server) {
        server.deployBeside(OTHERS, WAR);
        awaitOthers(server);
    }

    private static void awaitOthers(WildFly server) {
        await("the others")
                .atMost(Cluster.GENEROUS)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> server.isReady(OTHERS));
    }
}
