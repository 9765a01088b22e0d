package ee.tasks.faults;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.FreePorts;
import ee.tasks.it.Guard;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The unit for WildFly: its command line starts a server, and its signal stops that as it should be. */
@Tag("faults")
@ExtendWith(ClusterExtension.class)
class UnitIT {

    private static final String NAME = "unit";
    private static final int[] PORTS = {4712, 4713, 8009, 8080, 8443, 9990, 9993};
    private static final String LOST = "select count(*) from ee_task where lost";

    private final Unit unit = Unit.shipped("wildfly-tasks.service");
    private final Path base = Path.of(System.getProperty("build.directory"), NAME);

    /** What systemd would start, in directories of the test. */
    private ProcessBuilder command(Postgres database) {
        String line = unit.service("ExecStart")
                .replace("/opt/wildfly", System.getProperty("jboss.home"))
                .replace(
                        "/etc/ee-tasks",
                        Path.of("../../server-config/microprofile-config")
                                .toAbsolutePath()
                                .toString());
        List<String> added = List.of(
                "-Djboss.server.base.dir=" + base.toAbsolutePath(),
                "-Djboss.socket.binding.port-offset=" + FreePorts.offset(PORTS),
                "-Dee.tasks.worker.node-name=" + NAME);
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(line.split(" ")), added.stream())
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("console.log").toFile());
        builder.environment().putAll(unit.environment());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PG_URL", database.url(NAME));
        builder.environment().put("PG_USER", "postgres");
        builder.environment().put("PG_PASSWORD", "postgres");
        builder.environment().put("DEFAULT_DATA_SOURCE", "java:jboss/datasources/TasksPostgreSQL");
        return builder;
    }

    @Test
    void itsServerGivesItsTasksBackWhenItIsToldToStop(Cluster<Postgres, WildFly> cluster) throws Exception {
        Cluster.delete(base);
        Cluster.copy(
                Path.of(System.getProperty("jboss.home"), "standalone/configuration"), base.resolve("configuration"));
        Cluster.copy(base.resolveSibling("faults.war"), base.resolve("deployments/faults.war"));
        cluster.underLoad(() -> {
            long lost = cluster.database().number(LOST);
            Process script = command(cluster.database()).start();
            Guard guard = new Guard(script.pid(), unit.service("KillSignal").substring("SIG".length()));
            try {
                await("work").atMost(Cluster.GENEROUS).until(() -> {
                    assertThat(script.isAlive()).as("alive, see %s", base).isTrue();
                    List<String> workers = workers(cluster);
                    if (!workers.isEmpty()) {
                        cluster.a().enqueue(Kind.PLAIN, "", 30, 200);
                    }
                    return cluster.held(workers) > 8;
                });
                List<String> workers = workers(cluster);
                script.destroy();

                assertThat(script.waitFor(unit.seconds("TimeoutStopSec").toSeconds(), SECONDS))
                        .isTrue();
                assertThat(Set.of(0, Integer.parseInt(unit.service("SuccessExitStatus"))))
                        .contains(script.exitValue());
                assertThat(cluster.held(workers)).isZero();
                assertThat(workers(cluster)).isEmpty();
                assertThat(cluster.database().number(LOST)).isEqualTo(lost);
            } finally {
                script.descendants().forEach(ProcessHandle::destroyForcibly);
                script.destroyForcibly();
                guard.close();
            }
        });
    }

    private static List<String> workers(Cluster<Postgres, WildFly> cluster) {
        return cluster.database()
                .list("select id from ee_node where id like ? and not dead", row -> row.getString(1), NAME + "-%");
    }
}
