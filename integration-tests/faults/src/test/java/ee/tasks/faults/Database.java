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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL that writes to the disk, and can be stopped without warning and started again with what it had. */
final class Database implements AutoCloseable {

    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Path directory;
    private EmbeddedPostgres server;
    private Guard guard;
    private int port;

    Database(Path target) {
        directory = target.resolve("postgresql");
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
                    .setServerConfig("max_connections", "200");
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
    public void close() throws IOException {
        if (server != null) {
            server.close();
            server = null;
            guard.close();
        }
    }

    /** The name is what {@link Hold} tells servers apart by. */
    String url(String applicationName) {
        return "jdbc:postgresql://localhost:" + port + "/postgres?ApplicationName=" + applicationName;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url("driver"), "postgres", "postgres");
    }

    void execute(String sql, Object... values) {
        list(sql, row -> null, values);
    }

    long number(String sql, Object... values) {
        return list(sql, row -> row.getLong(1), values).get(0);
    }

    <T> List<T> list(String sql, Row<T> reader, Object... values) {
        try (Connection connection = connect()) {
            return list(connection, sql, reader, values);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> reader, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<T> rows = new ArrayList<>();
            if (statement.execute()) {
                ResultSet found = statement.getResultSet();
                while (found.next()) {
                    rows.add(reader.read(found));
                }
            }
            return rows;
        }
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(directory.resolve("data/postmaster.pid"))
                .get(0)
                .strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
