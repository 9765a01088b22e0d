package ee.tasks.faults;

import static java.util.concurrent.TimeUnit.SECONDS;

import ee.tasks.it.Guard;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A PostgreSQL that writes to the disk, and can be stopped without warning and started again with what it had. */
final class Postgres extends Database {

    private final Path directory;
    private EmbeddedPostgres server;
    private Guard guard;
    private int port;

    Postgres(Path target) {
        directory = target.resolve("postgresql");
        Cluster.delete(directory.resolve("data"));
        start();
    }

    void start() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(directory.toFile())
                    .setDataDirectory(directory.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("max_prepared_transactions", "200");
            server = (port == 0 ? builder : builder.setPort(port)).start();
            port = server.getPort();
            guard = new Guard(postmaster().pid(), "QUIT");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As pg_ctl stop -m immediate: no checkpoint, no goodbye; the next start recovers. */
    void stopImmediately() {
        try {
            ProcessHandle postmaster = postmaster();
            Server.signal(postmaster.pid(), "QUIT");
            postmaster.onExit().orTimeout(60, SECONDS).join();
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isUp() {
        return server != null;
    }

    /** Ends it for good. */
    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
                server = null;
                guard.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name is what {@link Hold} tells servers apart by. */
    String url(String applicationName) {
        return url(port, applicationName);
    }

    /** By way of another port. */
    static String url(int port, String applicationName) {
        return "jdbc:postgresql://localhost:" + port + "/postgres?ApplicationName=" + applicationName;
    }

    int port() {
        return port;
    }

    @Override
    List<String> properties(String name) {
        return List.of("-Dpg.url=" + url(name), "-Ddefault.data-source=java:jboss/datasources/TasksPostgreSQL");
    }

    @Override
    String ledger() {
        return Cluster.resource("ledger.sql");
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url("driver"), "postgres", "postgres");
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(directory.resolve("data/postmaster.pid"))
                .get(0)
                .strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
