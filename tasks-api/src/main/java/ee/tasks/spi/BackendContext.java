package ee.tasks.spi;

import java.util.Optional;
import java.util.Set;

/**
 * What a backend or store is told when it starts.
 *
 * @since 1.0
 */
public interface BackendContext {

    /** The backend's name in configuration. */
    String name();

    /** Separates applications that share a store; part of every key and index. */
    String namespace();

    /** The queues it is configured to take; empty means any. */
    Set<String> queues();

    /**
     * An option of this backend: {@code ee.tasks.backends.<name>.<option>}, else {@code ee.tasks.<type>.<option>}, else the
     * option's documented default.
     */
    Optional<String> option(String option);

    /** Runs tasks for a backend that decides itself when. */
    TaskRunner runner();
}
