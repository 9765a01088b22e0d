package ee.tasks.it.wildfly;

import ee.tasks.it.FreePorts;
import ee.tasks.it.TestDatabase;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Prepares what the server needs before Arquillian starts it: its JDK, free ports, and the database of this run as {@code
 * java:comp/DefaultDataSource}.
 */
public final class WildFlyEnvironment implements LauncherSessionListener {

    private static final int MANAGEMENT_PORT = 9990;
    private static final int[] PORTS = {3528, 3529, 4712, 4713, 8009, 8080, 8443, MANAGEMENT_PORT, 9993};

    private TestDatabase database;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("server.vm-arguments") != null) return;
        ServerJdk jdk = ServerJdk.ofThisRun();
        if (jdk.missing().isPresent()) {
            skip(jdk.missing().get());
            return;
        }
        database = TestDatabase.open();
        var offset = FreePorts.offset(PORTS);
        var arguments = new ArrayList<>(List.of(
                "-Xms256m",
                "-Xmx768m",
                "-Djboss.socket.binding.port-offset=" + offset,
                "-Djboss.tx.node.id=tests", // by default the host's name, which may be too long
                "-Dtests.java=" + jdk.version(),
                "-Dtests.executor=java:jboss/ee/concurrency/executor/tasks",
                "-Dtests.executor-threads=EE-ManagedExecutorService",
                "-Dtests.transaction-manager=jboss/TransactionManager",
                "-Dtests.database=" + database.name()));
        if (!database.isTheServers()) {
            arguments.addAll(dataSource());
            arguments.add("-Dee.tasks.jpa.schema=migrate");
        }
        System.setProperty("server.vm-arguments", String.join(" ", arguments));
        System.setProperty("server.java-home", jdk.home().orElseThrow().toString());
        System.setProperty(
                "server.base-directory",
                new File(System.getProperty("build.directory"), "wildfly-" + database.name()).getPath());
        // the scripts for MariaDB and for messaging are tested on a server with everything
        System.setProperty("server.config", isMariaDb() ? "standalone-full.xml" : "standalone.xml");
        System.setProperty("server.management-port", String.valueOf(MANAGEMENT_PORT + offset));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (database != null) {
            database.close();
        }
    }

    private static void skip(String reason) {
        System.setProperty("server.missing", reason);
        Logger.getLogger(WildFlyEnvironment.class.getName()).warning("The tests are skipped: " + reason);
    }

    private List<String> dataSource() {
        return isMariaDb()
                ? List.of(
                        "-Dmariadb.url=" + database.url(), "-Ddefault.data-source=java:jboss/datasources/TasksMariaDB")
                : List.of("-Dpg.url=" + database.url(), "-Ddefault.data-source=java:jboss/datasources/TasksPostgreSQL");
    }

    private boolean isMariaDb() {
        return database.name().equals("mariadb");
    }
}
