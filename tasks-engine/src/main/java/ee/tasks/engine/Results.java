package ee.tasks.engine;

import static java.util.Objects.requireNonNull;

import ee.tasks.TaskProgress;
import ee.tasks.TaskResult;
import ee.tasks.TaskResultMismatchException;
import ee.tasks.TaskResultNotFoundException;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskRecord;
import java.lang.reflect.Type;
import java.util.Optional;

/** Finds results in the backends; refreshes, cancels and retries them, and whole flows. Thread-safe. */
final class Results implements ResultSource {

    private final Backends backends;
    private final TaskRegistry registry;
    private final ResultReader reader;
    private final Transactions transactions;

    Results(Backends backends, TaskRegistry registry, ResultReader reader, Transactions transactions) {
        this.backends = backends;
        this.registry = registry;
        this.reader = reader;
        this.transactions = transactions;
    }

    TaskResult<?> of(TaskRecord task) {
        return new StoredResult<>(task, null, this, null);
    }

    /**
     * @param type as which the return value is read; {@code null} means as declared
     * @param transaction the one that enqueued it, or {@code null}
     */
    <R> TaskResult<R> enqueued(TaskRecord task, Class<R> type, Object transaction) {
        return new StoredResult<>(task, type, this, transaction);
    }

    /** @param backend where to look, or {@code null} for everywhere */
    <R> TaskResult<R> find(String backend, String id, Class<R> type) {
        requireId(id);
        TaskRecord task = backend != null ? record(backend, id) : recordAnywhere(id);
        Optional<Type> declared = registry.find(task.task())
                .map(definition -> definition.signature().result());
        if (type != null && declared.isPresent() && !ResultTypes.fits(declared.get(), type)) {
            throw new TaskResultMismatchException(id, task.task(), type, ResultTypes.raw(declared.get()));
        }
        return new StoredResult<>(task, type, this, null);
    }

    /** A result of this very task. */
    <R> TaskResult<R> find(TaskDefinition definition, String id) {
        requireId(id);
        TaskRecord task = record(definition.settings().backend(), id);
        if (registry.find(task.task()).orElse(null) != definition) {
            throw new TaskResultMismatchException(id, definition.name(), task.task());
        }
        return new StoredResult<>(task, null, this, null);
    }

    /** Most likely it was read from where it was not stored. */
    private static void requireId(String id) {
        requireNonNull(id, CoreMessage.RESULT_ID_MISSING::text);
    }

    private TaskRecord recordAnywhere(String id) {
        String lacking = null;
        for (String name : backends.names()) {
            ActiveBackend target = backends.get(name);
            if (!target.has(Feature.RESULTS)) {
                lacking = name;
                continue;
            }
            Optional<TaskRecord> found = target.backend().find(id);
            if (found.isPresent()) {
                return found.get();
            }
        }
        if (lacking != null && backends.names().size() == 1) {
            backends.get(lacking).require(Feature.RESULTS);
        }
        throw new TaskResultNotFoundException(id);
    }

    @Override
    public ResultReader reader() {
        return reader;
    }

    @Override
    public Object currentTransaction() {
        return transactions.current();
    }

    @Override
    public TaskRecord record(String backend, String id) {
        return having(Feature.RESULTS, backend)
                .backend()
                .find(id)
                .orElseThrow(() -> new TaskResultNotFoundException(id));
    }

    @Override
    public boolean cancel(String backend, String id) {
        return having(Feature.CANCEL, backend).cancel(id);
    }

    @Override
    public boolean retry(String backend, String id) {
        return having(Feature.RETRY, backend).backend().retry(id);
    }

    @Override
    public TaskProgress flowProgress(String backend, String flow) {
        return having(Feature.RESULTS, backend).backend().flowProgress(flow);
    }

    @Override
    public long cancelFlow(String backend, String flow) {
        return having(Feature.CANCEL, backend).backend().cancelFlow(flow);
    }

    private ActiveBackend having(Feature feature, String backend) {
        ActiveBackend target = backends.get(backend);
        target.require(feature);
        return target;
    }
}
