package ee.tasks.demo;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.demo.mail.MailSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The tasks that send mail; their arguments are ids, so they read what is true when they run. */
@ApplicationScoped
public class Newsletter {

    @PersistenceContext
    EntityManager entities;

    @Inject
    MailSender mail;

    @Task(queue = "email", priority = 10)
    @Attempts(max = 5, delay = "PT10S")
    public void sendPageChanged(long pageId, long userId) {
        var page = entities.find(Page.class, pageId);
        var subscriber = entities.find(Subscriber.class, userId);
        mail.send(subscriber.email(), page.title() + ", edition " + page.edition(), page.text());
    }

    @Task(queue = "email", priority = 20)
    @Attempts(max = 4, delay = "PT2S", factor = 1)
    public void sendWelcome(long userId) {
        var subscriber = entities.find(Subscriber.class, userId);
        mail.send(subscriber.email(), "Welcome, " + subscriber.name(), "We write whenever a page changes.");
    }
}
