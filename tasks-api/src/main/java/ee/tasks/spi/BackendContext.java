package ee.tasks.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Name, namespace, queues and options of a backend or store, given to it when it starts. Thread-safe; may be kept until it is stopped.
 *
 * @since 1.0
 */
public interface BackendContext {

    /**
     * Returns the backend's name in configuration.
     *
     * @return the name
     */
    String name();

    /**
     * Returns the namespace, which separates applications that share a store. A store puts it into every key and index.
     *
     * @return the namespace
     */
    String namespace();

    /**
     * Returns the queues that this backend accepts by configuration.
     *
     * @return their names; empty for any
     */
    Set<String> queues();

    /**
     * Returns an option of this backend: the value of {@code ee.tasks.backends.<name>.<option>}, else of
     * {@code ee.tasks.<type>.<option>}, else the option's documented default.
     *
     * @param option the option's name in lower kebab case
     * @return its value; empty if neither key is configured and there is no default
     */
    Optional<String> option(String option);

    /**
     * Returns {@code ee.tasks.dependency-grace}: how long a task waits for a dependency that is not found, since another transaction may
     * just be enqueueing it. The status of a pruned task or flow is kept as long.
     *
     * @return longer than any transaction lasts, and than the nodes' clocks differ
     */
    default Duration dependencyGrace() {
        return Duration.ofHours(1);
    }

    /**
     * Returns {@code ee.tasks.node.instance}, a name that a node takes over from its predecessor. Whoever sets it promises that the
     * predecessor's process has ended when the next one starts under it.
     *
     * @return the name, at most 64 characters; empty if there is none
     */
    default Optional<String> nodeInstance() {
        return Optional.empty();
    }

    /**
     * Returns what a store does with limited tasks while a node of its namespace is alive that knows no limits, as in a rolling deployment:
     * such a node would run them without asking. Configured by {@code ee.tasks.limit.mixed-versions}.
     *
     * @return {@code true} if they run, unlimited; {@code false} if they are held until that node has left
     */
    default boolean runsUnlimitedBesideOlderNodes() {
        return false;
    }

    /**
     * Returns what runs tasks, for a backend that decides itself when. A {@link TaskStore} does not need it.
     *
     * @return the runner, usable on any thread until the backend is stopped
     */
    TaskRunner runner();

    /**
     * Returns what reports the tasks of a backend that decides itself when to run them: by log lines and events, the same as for the
     * tasks of any other backend. A {@link TaskStore} does not need it.
     *
     * @return the reports, usable on any thread until the backend is stopped; by default {@link TaskReports#NONE}, since a backend has to
     *     run tasks also with a context that does not know reports
     */
    default TaskReports reports() {
        return TaskReports.NONE;
    }
}
