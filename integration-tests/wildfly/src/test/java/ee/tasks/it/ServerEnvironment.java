package ee.tasks.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Prepares what the server needs before Arquillian starts it: free ports, and the database named by the system
 * property {@code database} ({@code h2}, {@code postgresql} or {@code mariadb}) as {@code java:comp/DefaultDataSource}.
 */
public final class ServerEnvironment implements LauncherSessionListener {

    private static final int MANAGEMENT_PORT = 9990;
    private static final int[] PORTS = {3528, 3529, 4712, 4713, 8009, 8080, 8443, MANAGEMENT_PORT, 9993};

    /** Off by default, which is right for tests and wrong for benchmarks. */
    private static final List<String> DURABLE = List.of("fsync", "full_page_writes", "synchronous_commit");

    private EmbeddedPostgres postgres;
    private MariaDbServer mariaDb;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("server.vm-arguments") != null) return;
        var database = System.getProperty("database", "h2");
        var offset = freePortOffset();
        var arguments = new ArrayList<>(List.of(
                "-Xms256m",
                "-Xmx768m",
                "-Djboss.socket.binding.port-offset=" + offset,
                "-Dtests.database=" + database));
        if (database.equals("postgresql")) {
            postgres = startPostgres();
            arguments.add("-Dpg.url=" + postgres.getJdbcUrl("postgres", "postgres"));
            arguments.add("-Ddefault.data-source=java:jboss/datasources/TasksPostgreSQL");
            arguments.add("-Dee.tasks.jpa.schema=migrate");
        }
        if (database.equals("mariadb")) {
            mariaDb = MariaDbServer.open();
            arguments.add("-Dmariadb.url=" + mariaDb.url());
            arguments.add("-Ddefault.data-source=java:jboss/datasources/TasksMariaDB");
            arguments.add("-Dee.tasks.jpa.schema=migrate");
        }
        System.setProperty("server.vm-arguments", String.join(" ", arguments));
        System.setProperty("server.base-directory", new File(target(), "wildfly-" + database).getPath());
        System.setProperty("server.management-port", String.valueOf(MANAGEMENT_PORT + offset));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (mariaDb != null) {
            mariaDb.close();
        }
        if (postgres == null) return;
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres startPostgres() {
        try {
            var builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(new File(target(), "postgresql"))
                    .setServerConfig("max_prepared_transactions", "50"); // for XA
            if (Boolean.getBoolean("durable")) {
                DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
            }
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File target() {
        return new File(System.getProperty("build.directory", "target"));
    }

    private static int freePortOffset() {
        return new Random()
                .ints(1_000, 20_000)
                .filter(offset -> IntStream.of(PORTS).allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
