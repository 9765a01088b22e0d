package ee.tasks.demo.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.util.List;

/** A real SMTP server on a free port of this machine, for as long as the application is deployed. */
@ApplicationScoped
public class PostOffice {

    private static final System.Logger LOGGER = System.getLogger(PostOffice.class.getName());

    private Mailroom mailroom;
    private SmtpServer server;

    @PostConstruct
    void open() {
        var managers = new Managers() {
            @Override
            public SmtpManager getSmtpManager() {
                return mailroom;
            }
        };
        mailroom = new Mailroom(managers);
        server = new SmtpServer(ServerSetup.SMTP.dynamicPort(), managers);
        server.startService();
        try {
            server.waitTillRunning(ServerSetup.SERVER_STARTUP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void close() {
        server.stopService();
    }

    public void atStartup(@Observes Startup event) {
        LOGGER.log(
                System.Logger.Level.INFO, "The newsletter''s SMTP server listens on {0}:{1,number,#}", host(), port());
    }

    public String host() {
        return server.getBindTo();
    }

    public int port() {
        return server.getPort();
    }

    /** How many mails came in since the start. */
    public long received() {
        return mailroom.received();
    }

    /** The latest ones, newest first. */
    public List<ReceivedMail> newest() {
        return mailroom.newest();
    }
}
