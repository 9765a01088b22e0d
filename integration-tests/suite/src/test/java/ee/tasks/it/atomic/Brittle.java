package ee.tasks.it.atomic;

import ee.tasks.OfTask;
import ee.tasks.event.TaskFinished;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An observer that breaks each time. */
@ApplicationScoped
public class Brittle {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    public List<String> heard() {
        return heard;
    }

    void hear(@Observes @OfTask("ee.tasks.it.atomic.Transfers.write") TaskFinished event) {
        heard.add(event.result().id() + " " + event.result().status());
        throw new IllegalStateException("brittle");
    }
}
