package ee.tasks.engine;

import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.util.Iterator;

/**
 * What a delivery needs to announce requests, and to hand them over after a commit.
 *
 * @param onCommit whether a backend that joins no transaction receives a request after the commit
 */
record DeliveryTools(
        RequestFactory requests, TaskLog log, HandOver handOver, Transactions transactions, boolean onCommit) {

    boolean isInTransaction() {
        return transactions.current() != null;
    }

    /** Announces what a backend took. */
    TaskRecord announced(TaskRequest request, TaskRecord taken) {
        if (taken.id().equals(request.id())) { // else a unique key's holder was found
            log.enqueued(taken);
        }
        return taken;
    }

    /** Announces each request as a backend reads it. */
    Iterator<TaskRequest> announcing(Iterator<TaskRequest> unread) {
        return new Iterator<>() {

            @Override
            public boolean hasNext() {
                return unread.hasNext();
            }

            @Override
            public TaskRequest next() {
                TaskRequest request = unread.next();
                if (log.isEnqueuedObserved(request.task())) {
                    log.enqueued(requests.accepted(request));
                }
                return request;
            }
        };
    }
}
