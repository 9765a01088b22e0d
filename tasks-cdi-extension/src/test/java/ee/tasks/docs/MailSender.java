package ee.tasks.docs;

import jakarta.enterprise.context.ApplicationScoped;

/** Stands for the application's own mail. */
@ApplicationScoped
public class MailSender {

    public String send(long pageId, long userId) {
        return "mail about page " + pageId + " to user " + userId;
    }
}
