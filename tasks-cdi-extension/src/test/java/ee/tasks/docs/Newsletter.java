package ee.tasks.docs;

import ee.tasks.Attempts;
import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

// tag::task[]
@ApplicationScoped
public class Newsletter {

    @Inject
    MailSender mail;

    @Task(queue = "email")
    @Attempts(max = 5, delay = "PT10S")
    public String sendPageChanged(long pageId, long userId) {
        return mail.send(pageId, userId);
    }
}
// end::task[]
