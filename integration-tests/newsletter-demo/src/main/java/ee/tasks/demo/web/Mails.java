package ee.tasks.demo.web;

import ee.tasks.demo.mail.PostOffice;
import ee.tasks.demo.mail.ReceivedMail;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What the SMTP server received. */
@Path("mails")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class Mails {

    @Inject
    PostOffice postOffice;

    @GET
    public Inbox all() {
        return new Inbox(postOffice.received(), postOffice.newest());
    }

    /** All of them, counted, and the newest. */
    public record Inbox(long total, List<ReceivedMail> newest) {}
}
