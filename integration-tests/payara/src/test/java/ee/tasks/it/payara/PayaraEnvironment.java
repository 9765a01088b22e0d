package ee.tasks.it.payara;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Starts the database of this run, and the server with it as {@code java:comp/DefaultDataSource}. */
public final class PayaraEnvironment implements LauncherSessionListener {

    private PayaraDomain domain;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("server.admin-port") != null) return;
        PayaraDomain starting = new PayaraDomain();
        try {
            starting.start();
        } catch (RuntimeException e) {
            try (starting) {
                throw e;
            }
        }
        domain = starting;
        System.setProperty("server.admin-port", String.valueOf(domain.adminPort()));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (domain != null) {
            domain.close();
        }
    }
}
