package ee.tasks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A third server has its tasks on one XA data source and writes their effects to another. It is killed amid commits, and finishes them
 * when it starts again; meanwhile the others rescue what they can.
 */
@ExtendWith(ClusterExtension.class)
@Tag("faults")
class XaIT {

    private static final String NAME = "node-xa";
    private static final int TASKS = 3;

    private static final String EFFECTS = """
            <datasources xmlns="http://www.jboss.org/ironjacamar/schema">
              <xa-datasource jndi-name="java:jboss/datasources/EffectsXA" pool-name="EffectsXA">
                <xa-datasource-property name="URL">${pg.url}</xa-datasource-property>
                <driver>postgresql</driver>
                <security><user-name>postgres</user-name><password>postgres</password></security>
                <validation>
                  <valid-connection-checker class-name="org.jboss.jca.adapters.jdbc.extensions.postgres.PostgreSQLValidConnectionChecker"/>
                  <validate-on-match>true</validate-on-match>
                </validation>
              </xa-datasource>
            </datasources>
            """;

    private static final String PREPARED = "select count(*) from pg_prepared_xacts";

    /** Which of these statements, counted over all tasks, is the first that the database does not get before the server dies. */
    @ParameterizedTest
    @CsvSource({"PREPARE TRANSACTION, 1", "COMMIT PREPARED, 0", "COMMIT PREPARED, 1"})
    void aServerIsKilledBetweenPrepareAndCommit(String statement, int first, Cluster<Postgres, WildFly> cluster)
            throws Exception {
        cluster.underLoad(() -> {
            try (Proxy proxy = new Proxy(cluster.database().port());
                    WildFly server = server(proxy)) {
                server.start();
                server.awaitUp();
                List<String> workers = cluster.workers(server);
                try (Hold hold = new Hold(cluster.database(), "xa commit", server)) {
                    cluster.onlyThere(server, () -> {
                        for (int task = 0; task < TASKS; task++) {
                            cluster.enqueue(server, Kind.ATOMIC, "xa");
                        }
                        hold.awaitReached(TASKS);
                    });
                    proxy.keep(statement, first);
                }
                proxy.awaitKept();
                server.kill();
                proxy.drop();
                assertThat(cluster.database().number(PREPARED)).isPositive();

                server.start();
                server.awaitUp();
                await("recovery")
                        .atMost(Cluster.GENEROUS)
                        .until(() -> cluster.database().number(PREPARED) == 0);
                cluster.awaitRescue("kill -9, %s %d, XA".formatted(statement, first), server, workers);
                server.terminate();
                server.awaitEnd();
            }
        });
    }

    /** It looks for what it has to recover more often than every two minutes. */
    private static WildFly server(Proxy proxy) throws Exception {
        int offset = WildFly.freeOffset();
        Path base = Path.of(System.getProperty("build.directory"), NAME);
        WildFly server = new WildFly(
                NAME,
                offset,
                base,
                List.of(
                        "-Dpg.url=" + Postgres.url(proxy.port(), NAME),
                        "-Ddefault.data-source=java:jboss/datasources/EffectsXA",
                        "-Dee.tasks.jpa.data-source=java:jboss/datasources/TasksPostgreSQLXA",
                        "-Dcom.arjuna.ats.arjuna.recovery.periodicRecoveryPeriod=5",
                        "-Dcom.arjuna.ats.arjuna.recovery.recoveryBackoffPeriod=2",
                        "-Dcluster.hosts=" + WildFly.member(offset)));
        Files.writeString(base.resolve("deployments/effects-ds.xml"), EFFECTS);
        return server;
    }
}
