package ee.tasks.it.mistakes;

import ee.tasks.Attempts;
import ee.tasks.OfTask;
import ee.tasks.Task;
import ee.tasks.TaskHandle;
import ee.tasks.it.app.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Every member is a mistake of its own. */
@ApplicationScoped
public class Mistakes {

    @Inject
    @OfTask("no-such-task")
    TaskHandle<String, Void> unknown;

    @Task
    public void takesAnEntity(Page page) {}

    @Task
    public void takesAStream(InputStream stream) {}

    @Task
    public void overloaded(String text) {}

    public void overloaded(int number) {}

    @Task
    public Future<String> returnsAFuture() {
        return CompletableFuture.completedFuture("never awaited").thenApply(text -> text);
    }

    @Task(priority = 101)
    public void tooImportant() {}

    @Task(backend = "nowhere")
    public void goesNowhere() {}

    @Attempts(max = 3)
    public void isNoTask() {}

    @Task("twice")
    public void first() {}

    @Task("twice")
    public void second() {}
}
