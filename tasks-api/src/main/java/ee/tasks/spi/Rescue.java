package ee.tasks.spi;

import java.util.List;

/**
 * What a rescue round found.
 *
 * @param readied how many lost tasks are READY again
 * @param failed ids of lost tasks that are FAILED now
 * @since 1.0
 */
public record Rescue(int readied, List<String> failed) {

    /** Copies the list. */
    public Rescue {
        failed = List.copyOf(failed);
    }
}
