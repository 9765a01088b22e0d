package ee.tasks.tck;

import ee.tasks.spi.BackendContext;
import ee.tasks.spi.TaskReports;
import ee.tasks.spi.TaskRunner;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A context with fixed answers, for tests of your own. It names no queues: the backend serves all.
 *
 * @param name the backend's name
 * @param namespace the namespace
 * @param options the options by their names
 * @param runner what runs tasks
 * @param reports where the backend reports
 * @since 1.0
 */
public record ContractContext(
        String name, String namespace, Map<String, String> options, TaskRunner runner, TaskReports reports)
        implements BackendContext {

    /**
     * Of a backend whose reports nobody hears.
     *
     * @param name the backend's name
     * @param namespace the namespace
     * @param options the options by their names
     * @param runner what runs tasks
     */
    public ContractContext(String name, String namespace, Map<String, String> options, TaskRunner runner) {
        this(name, namespace, options, runner, TaskReports.NONE);
    }

    /**
     * Of a store, which runs nothing itself.
     *
     * @param namespace the namespace
     * @param options the options by their names
     * @return a context whose runner throws an {@link AssertionError}
     */
    public static ContractContext ofStore(String namespace, Map<String, String> options) {
        return new ContractContext("default", namespace, options, (task, control) -> {
            throw new AssertionError("a store runs nothing");
        });
    }

    @Override
    public Set<String> queues() {
        return Set.of();
    }

    @Override
    public Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option));
    }
}
