package ee.tasks.jpa;

import ee.tasks.spi.BackendContext;
import ee.tasks.spi.TaskRunner;
import ee.tasks.tck.ContractContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Contexts of stores under test. */
final class TestContext {

    /** Of a store that makes its tables. */
    static final ContractContext MIGRATE = ContractContext.ofStore("default", Map.of("schema", "migrate"));

    private TestContext() {}

    /**
     * Of a store that makes its tables.
     *
     * @param instance what its nodes take over from a process that is gone, or {@code null}
     * @param besideOlder whether limited tasks run unlimited beside older nodes
     */
    static BackendContext ofNode(String instance, boolean besideOlder) {
        return new BackendContext() {

            @Override
            public String name() {
                return MIGRATE.name();
            }

            @Override
            public String namespace() {
                return MIGRATE.namespace();
            }

            @Override
            public Set<String> queues() {
                return MIGRATE.queues();
            }

            @Override
            public Optional<String> option(String option) {
                return MIGRATE.option(option);
            }

            @Override
            public Optional<String> nodeInstance() {
                return Optional.ofNullable(instance);
            }

            @Override
            public boolean runsUnlimitedBesideOlderNodes() {
                return besideOlder;
            }

            @Override
            public TaskRunner runner() {
                return MIGRATE.runner();
            }
        };
    }
}
