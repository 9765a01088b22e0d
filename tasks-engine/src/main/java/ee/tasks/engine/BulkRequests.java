package ee.tasks.engine;

import ee.tasks.InvalidTaskException;
import ee.tasks.spi.TaskRequest;
import java.util.Iterator;
import java.util.function.Function;

/** The requests of one {@code enqueueAll}, each checked as it is read; all are for one backend. */
final class BulkRequests implements Iterator<TaskRequest> {

    private final Iterator<TaskRequest> requests;
    private final Function<TaskRequest, ActiveBackend> check;
    private final ActiveBackend backend;
    private TaskRequest ahead;

    /** @param requests at least one */
    BulkRequests(Iterator<TaskRequest> requests, Function<TaskRequest, ActiveBackend> check) {
        this.requests = requests;
        this.check = check;
        this.ahead = requests.next();
        this.backend = check.apply(ahead);
    }

    ActiveBackend backend() {
        return backend;
    }

    @Override
    public boolean hasNext() {
        return ahead != null || requests.hasNext();
    }

    @Override
    public TaskRequest next() {
        if (ahead != null) {
            TaskRequest first = ahead;
            ahead = null;
            return first;
        }
        TaskRequest request = requests.next();
        ActiveBackend target = check.apply(request);
        if (target != backend) {
            throw new InvalidTaskException(CoreMessage.BULK_WITH_SEVERAL_BACKENDS.text(backend.name(), target.name()));
        }
        return request;
    }
}
