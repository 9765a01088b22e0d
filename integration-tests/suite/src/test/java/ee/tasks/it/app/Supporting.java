package ee.tasks.it.app;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.concurrent.CompletableFuture;

/** Enqueues where the specification leaves little room for a transaction of one's own. */
@ApplicationScoped
public class Supporting {

    /** Something that happened in a transaction. */
    public record Happened(String what, CompletableFuture<String> taskId) {}

    @Inject
    TaskQueue tasks;

    @Transactional(Transactional.TxType.SUPPORTS)
    public TaskResult<String> enqueueWithoutATransaction(String name) {
        return tasks.enqueue(Newsletter::greet, name);
    }

    void afterTheCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) Happened event) {
        event.taskId().complete(tasks.enqueue(Newsletter::greet, event.what()).id());
    }
}
