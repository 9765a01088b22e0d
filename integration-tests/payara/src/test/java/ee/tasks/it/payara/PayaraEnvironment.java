package ee.tasks.it.payara;

import ee.tasks.it.TestDatabase;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Starts the database of this run, and the server with it as {@code java:comp/DefaultDataSource}. */
public final class PayaraEnvironment implements LauncherSessionListener {

    private TestDatabase database;
    private PayaraDomain domain;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("server.admin-port") != null) return;
        database = TestDatabase.open();
        domain = new PayaraDomain(database);
        domain.start();
        System.setProperty("server.admin-port", String.valueOf(domain.adminPort()));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (domain == null) return;
        domain.stop();
        database.close();
    }
}
