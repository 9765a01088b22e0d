package ee.tasks.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The database that the system property {@code database} names, started before the server is: {@code h2}, which each
 * server brings along, {@code postgresql} or {@code mariadb}.
 */
public final class TestDatabase implements AutoCloseable {

    /** Off by default, which is right for tests and wrong for benchmarks. */
    private static final List<String> DURABLE = List.of("fsync", "full_page_writes", "synchronous_commit");

    private final String name;
    private final EmbeddedPostgres postgres;
    private final MariaDbServer mariaDb;

    private TestDatabase(String name) throws IOException {
        this.name = name;
        postgres = name.equals("postgresql") ? startPostgres() : null;
        mariaDb = name.equals("mariadb") ? MariaDbServer.open() : null;
    }

    public static TestDatabase open() {
        return open(System.getProperty("database", "h2"));
    }

    /** Whatever the system property says. */
    public static TestDatabase open(String name) {
        try {
            return new TestDatabase(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public boolean isTheServers() {
        return postgres == null && mariaDb == null;
    }

    /** Of a database that is not the server's. */
    public String url() {
        return postgres != null ? postgres.getJdbcUrl("postgres", "postgres") : mariaDb.url();
    }

    @Override
    public void close() {
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

    private static EmbeddedPostgres startPostgres() throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File(System.getProperty("build.directory", "target"), "postgresql"))
                .setServerConfig("max_prepared_transactions", "50"); // for XA
        if (Boolean.getBoolean("durable")) {
            DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
        }
        return builder.start();
    }
}
