package ee.tasks.contract;

import ee.tasks.spi.BackendContext;
import ee.tasks.spi.TaskRunner;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A context with fixed answers. */
record ContractContext(String name, String namespace, Map<String, String> options, TaskRunner runner)
        implements BackendContext {

    @Override
    public Set<String> queues() {
        return Set.of();
    }

    @Override
    public Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option));
    }
}
