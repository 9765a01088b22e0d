package ee.tasks.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a backend or store is told when it starts.
 *
 * @since 1.0
 */
public interface BackendContext {

    /**
     * The backend's name in configuration.
     *
     * @return the name
     */
    String name();

    /**
     * Separates applications that share a store; part of every key and index.
     *
     * @return the namespace
     */
    String namespace();

    /**
     * The queues it is configured to take.
     *
     * @return their names; empty means any
     */
    Set<String> queues();

    /**
     * An option of this backend: {@code ee.tasks.backends.<name>.<option>}, else {@code ee.tasks.<type>.<option>}, else the
     * option's documented default.
     *
     * @param option the option's name, lower kebab case
     * @return its value, empty where neither says anything and there is no default
     */
    Optional<String> option(String option);

    /**
     * How long a task or flow that is not found, and that another transaction may just be enqueueing, is waited for by what
     * depends on it ({@code ee.tasks.dependency-grace}); and how long it is known how a pruned one ended.
     *
     * @return longer than any transaction lasts, and than clocks differ
     */
    default Duration dependencyGrace() {
        return Duration.ofHours(1);
    }

    /**
     * Runs tasks, for a backend that decides itself when.
     *
     * @return the runner, for any thread, until the backend is stopped
     */
    TaskRunner runner();
}
