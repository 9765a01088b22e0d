package ee.tasks.spi;

import java.util.List;

/**
 * What a rescue round found.
 *
 * @param readied how many lost tasks are READY again
 * @param failed ids of lost tasks that are FAILED now
 * @param cancelled ids of lost tasks that were to stop, and are CANCELLED now
 * @since 1.0
 */
public record Rescue(int readied, List<String> failed, List<String> cancelled) {

    /** Copies the lists. */
    public Rescue {
        failed = List.copyOf(failed);
        cancelled = List.copyOf(cancelled);
    }

    /**
     * Where nothing was to stop.
     *
     * @param readied how many lost tasks are READY again
     * @param failed ids of lost tasks that are FAILED now
     */
    public Rescue(int readied, List<String> failed) {
        this(readied, failed, List.of());
    }
}
