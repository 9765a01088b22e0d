package ee.tasks.cdi;

import ee.tasks.config.BackendConfig;
import ee.tasks.config.TaskConfigKeys;
import ee.tasks.config.TasksConfig;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.TaskReports;
import ee.tasks.spi.TaskRunner;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a backend is told, from configuration. */
record ConfiguredContext(TasksConfig config, BackendConfig backend, TaskRunner runner, TaskReports reports)
        implements BackendContext {

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public String namespace() {
        return backend.namespace();
    }

    @Override
    public Set<String> queues() {
        return backend.queues();
    }

    @Override
    public Optional<String> option(String option) {
        return config.ofBackend(backend, option);
    }

    @Override
    public Duration dependencyGrace() {
        return config.get(TaskConfigKeys.DEPENDENCY_GRACE);
    }

    @Override
    public Optional<String> nodeInstance() {
        return Optional.ofNullable(config.get(TaskConfigKeys.NODE_INSTANCE));
    }

    @Override
    public boolean runsUnlimitedBesideOlderNodes() {
        return config.get(TaskConfigKeys.LIMIT_MIXED_VERSIONS).equals("run");
    }
}
