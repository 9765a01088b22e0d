package ee.tasks.engine;

import ee.tasks.engine.text.LogText;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import java.util.Iterator;

/**
 * How requests reach one backend: within the caller's transaction, after its commit, or at once. Decided when the backend is started;
 * an enqueue only tells whether the caller is in a transaction. Thread-safe.
 */
abstract sealed class Delivery {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    final DeliveryTools tools;

    private Delivery(DeliveryTools tools) {
        this.tools = tools;
    }

    static Delivery to(TaskBackend backend, DeliveryTools tools) {
        return backend.joinsTransaction() ? new JoinsTransaction(backend, tools) : of(new AtOnce(backend, tools));
    }

    /** To a backend that joins no transaction. */
    static Delivery toRunning(RunsOnEnqueue backend, DeliveryTools tools) {
        return of(new RunsAtOnce(backend, tools));
    }

    private static Delivery of(AtOnce atOnce) {
        return atOnce.tools.onCommit() ? new AfterCommit(atOnce) : atOnce;
    }

    /** @return its state now; with a unique key that is held, the state of the holder */
    abstract TaskRecord take(TaskRequest request, boolean inTransaction);

    /** @return how many */
    abstract long takeAll(Iterator<TaskRequest> requests, boolean inTransaction);

    final long takeSingly(Iterator<TaskRequest> requests) {
        long count = 0;
        for (; requests.hasNext(); count++) {
            TaskRequest request = requests.next();
            // Asked each time: the caller's code makes the requests, and may begin or end a transaction.
            take(request, tools.isInTransaction());
        }
        return count;
    }

    /** Called in the caller's transaction, if there is one. */
    private static final class JoinsTransaction extends Delivery {

        private final TaskBackend backend;

        JoinsTransaction(TaskBackend backend, DeliveryTools tools) {
            super(tools);
            this.backend = backend;
        }

        @Override
        TaskRecord take(TaskRequest request, boolean inTransaction) {
            return tools.announced(request, backend.enqueue(request));
        }

        @Override
        long takeAll(Iterator<TaskRequest> requests, boolean inTransaction) {
            return backend.enqueueAll(tools.announcing(requests));
        }
    }

    /** Hands over after the commit of the caller's transaction; at once if there is none. */
    private static final class AfterCommit extends Delivery {

        private final AtOnce atOnce;

        AfterCommit(AtOnce atOnce) {
            super(atOnce.tools);
            this.atOnce = atOnce;
        }

        @Override
        TaskRecord take(TaskRequest request, boolean inTransaction) {
            if (!inTransaction) {
                return atOnce.take(request, false);
            }
            TaskRecord accepted = tools.requests().accepted(request);
            tools.log().enqueued(accepted);
            tools.handOver().afterCommit(() -> atOnce.takeLate(request, accepted));
            return accepted;
        }

        @Override
        long takeAll(Iterator<TaskRequest> requests, boolean inTransaction) {
            return inTransaction || atOnce.takesSingly() ? takeSingly(requests) : atOnce.takeAll(requests, false);
        }
    }

    /** Called outside any transaction. */
    private static sealed class AtOnce extends Delivery {

        private final TaskBackend backend;

        AtOnce(TaskBackend backend, DeliveryTools tools) {
            super(tools);
            this.backend = backend;
        }

        @Override
        TaskRecord take(TaskRequest request, boolean inTransaction) {
            return tools.announced(request, tools.transactions().suspended(() -> backend.enqueue(request)));
        }

        @Override
        long takeAll(Iterator<TaskRequest> requests, boolean inTransaction) {
            return tools.transactions().suspended(() -> backend.enqueueAll(tools.announcing(requests)));
        }

        boolean takesSingly() {
            return false;
        }

        /** For a request that was announced before. Throws nothing. */
        final void takeLate(TaskRequest request, TaskRecord accepted) {
            try {
                takeAnnounced(request, accepted);
            } catch (Throwable failure) { // nobody is left to tell but the log
                CoreMessage.HAND_OVER_FAILED.log(
                        LOG, LogText.indented(failure), request.backend(), request.task(), request.id());
            }
        }

        void takeAnnounced(TaskRequest request, TaskRecord accepted) {
            backend.enqueue(request);
        }
    }

    /**
     * The backend runs the task within the call, so a request is announced before. If this thread is running a task, the new one runs
     * after it.
     */
    private static final class RunsAtOnce extends AtOnce {

        private final RunsOnEnqueue backend;

        RunsAtOnce(RunsOnEnqueue backend, DeliveryTools tools) {
            super(backend, tools);
            this.backend = backend;
        }

        @Override
        TaskRecord take(TaskRequest request, boolean inTransaction) {
            Transactions transactions = tools.transactions();
            TaskRecord accepted = backend.accepted(request);
            tools.log().enqueued(accepted);
            return tools.handOver()
                    .here(
                            accepted,
                            () -> transactions.suspended(() -> backend.run(accepted)),
                            () -> transactions.suspended(() -> {
                                takeLate(request, accepted);
                                return accepted;
                            }));
        }

        @Override
        long takeAll(Iterator<TaskRequest> requests, boolean inTransaction) {
            return takeSingly(requests);
        }

        @Override
        boolean takesSingly() {
            return true;
        }

        @Override
        void takeAnnounced(TaskRequest request, TaskRecord accepted) {
            backend.run(accepted);
        }
    }
}
