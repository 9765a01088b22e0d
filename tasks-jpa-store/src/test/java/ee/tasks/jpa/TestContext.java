package ee.tasks.jpa;

import ee.tasks.spi.BackendContext;
import ee.tasks.spi.TaskRunner;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A context with fixed options. */
record TestContext(Map<String, String> options) implements BackendContext {

    static final TestContext MIGRATE = new TestContext(Map.of("schema", "migrate"));

    @Override
    public String name() {
        return "default";
    }

    @Override
    public String namespace() {
        return "default";
    }

    @Override
    public Set<String> queues() {
        return Set.of();
    }

    @Override
    public Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option));
    }

    @Override
    public TaskRunner runner() {
        throw new AssertionError("a store runs nothing");
    }
}
