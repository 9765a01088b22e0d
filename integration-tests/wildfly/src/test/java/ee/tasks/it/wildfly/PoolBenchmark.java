package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.Archives;
import ee.tasks.it.ProbeClient;
import ee.tasks.it.wildfly.pools.Holding;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Pools of connections against the concurrency of a worker, written to a table in {@code pools.txt}; asserts only that all was
 * done. {@code -Dpools.concurrencies=10} measures less.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PoolBenchmark {

    private static final String POOL = "/subsystem=datasources/data-source=%1$s";

    /** As postgresql.cli makes it, with numbers that tell how it fares. */
    private static final String ADD = POOL
            + ":add(jndi-name=java:jboss/datasources/%1$s, driver-name=postgresql, connection-url=\"%2$s\","
            + " user-name=postgres, password=postgres, transaction-isolation=TRANSACTION_READ_COMMITTED, min-pool-size=0,"
            + " max-pool-size=%3$d, blocking-timeout-wait-millis=10000, prepared-statements-cache-size=64,"
            + " statistics-enabled=true)";

    private static final String STATISTICS = POOL + "/statistics=pool:read-resource(include-runtime=true)";
    private static final String FLUSH = POOL + ":flush-all-connection-in-pool";

    /** Connections are waited for as long as others take, at most; and longer than the pool has patience. */
    private static final double SHORT = 0.02;

    private static final double LONG = 12;

    private static final String ENDED =
            "select count(*) from ee_task where finished_at is not null and task like '%Holding.hold' and namespace = ?";

    private static final String POSTGRES = "-Dpg.url=";

    private static final String PROPERTIES = """
            ee.tasks.backend=jpa
            ee.tasks.jpa.data-source=java:jboss/datasources/%1$s
            ee.tasks.namespace=%1$s
            ee.tasks.worker.node-name=%1$s
            ee.tasks.worker.concurrency=%2$d
            """;

    @Deployment(testable = false)
    static WebArchive startsTheServer() {
        return Archives.war("nothing");
    }

    @Test
    void poolsOfEachSize(@ArquillianResource URL server) throws Exception {
        write("%11s %4s %8s %9s %9s %9s %9s %9s%n"
                .formatted("concurrency", "pool", "tasks/s", "wait/ms", "most/ms", "refused", "of long", "FAILED"));
        for (int concurrency : concurrencies()) {
            for (int pool : new int[] {concurrency / 2, concurrency, concurrency + 4, 2 * concurrency}) {
                write(measured(server, concurrency, pool));
            }
        }
    }

    private static String measured(URL server, int concurrency, int pool) throws Exception {
        String name = "pools-%d-%d".formatted(concurrency, pool);
        ServerControl.run(ADD.formatted(name, url(), pool));
        ServerControl.run("deploy --force " + war(name, concurrency));
        try {
            ProbeClient probe = new ProbeClient(server, name);
            run(probe, name, 20 * concurrency, SHORT);
            long warm = number(ServerControl.run(STATISTICS.formatted(name)), "TimedOut");
            int count = 200 * concurrency;
            double seconds = run(probe, name, count, SHORT);
            String ofShort = ServerControl.run(STATISTICS.formatted(name));
            run(probe, name, concurrency, LONG);
            String ofLong = ServerControl.run(STATISTICS.formatted(name));
            return "%11d %4d %8.0f %9d %9d %9d %9d %9d%n"
                    .formatted(
                            concurrency,
                            pool,
                            count / seconds,
                            number(ofShort, "AverageBlockingTime"),
                            number(ofShort, "MaxWaitTime"),
                            number(ofShort, "TimedOut") - warm,
                            number(ofLong, "TimedOut") - number(ofShort, "TimedOut"),
                            count("select count(*) from ee_task where status = 'FAILED' and namespace = ?", name));
        } finally {
            ServerControl.run("undeploy " + name + ".war");
            ServerControl.run(FLUSH.formatted(name));
        }
    }

    private static File war(String name, int concurrency) {
        File war = new File(System.getProperty("build.directory"), name + ".war");
        Archives.war(name)
                .addPackage(Holding.class.getPackage())
                .addAsResource(
                        new StringAsset(PROPERTIES.formatted(name, concurrency)),
                        "META-INF/microprofile-config.properties")
                .as(ZipExporter.class)
                .exportTo(war, true);
        return war;
    }

    private static int[] concurrencies() {
        return Stream.of(System.getProperty("pools.concurrencies", "10,20,50").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static void write(String line) throws IOException {
        Files.writeString(
                Path.of(System.getProperty("build.directory"), "pools.txt"),
                line,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String url() {
        return Stream.of(System.getProperty("server.vm-arguments").split(" "))
                .filter(argument -> argument.startsWith(POSTGRES))
                .findFirst()
                .orElseThrow()
                .substring(POSTGRES.length());
    }

    /** Asks the database on a connection of its own whether they have ended, and says how many seconds that took. */
    private static double run(ProbeClient probe, String name, int count, double seconds) throws SQLException {
        long before = count(ENDED, name);
        long start = System.nanoTime();
        probe.post("hold/%s/%d/%s".formatted(name, count, seconds));
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> count(ENDED, name) == before + count);
        return (System.nanoTime() - start) / 1e9;
    }

    private static long number(String statistics, String name) {
        Matcher found = Pattern.compile("\"%s\" => \"?(\\d+)".formatted(name)).matcher(statistics);
        assertThat(found.find()).as(name).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static long count(String query, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
