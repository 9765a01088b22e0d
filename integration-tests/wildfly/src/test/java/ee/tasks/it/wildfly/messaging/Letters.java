package ee.tasks.it.wildfly.messaging;

import ee.tasks.Task;
import ee.tasks.it.app.Ledger;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/** Writes to the database and to a queue, in one transaction. */
@ApplicationScoped
public class Letters {

    @Inject
    Ledger ledger;

    @Inject
    JMSContext messages;

    @Resource(lookup = "java:/jms/queue/EETasks")
    Queue queue;

    @Task(atomic = true)
    public void post(String text, boolean fails) {
        ledger.add(text);
        messages.createProducer().send(queue, text);
        if (fails) {
            throw new IllegalStateException("on purpose");
        }
    }
}
