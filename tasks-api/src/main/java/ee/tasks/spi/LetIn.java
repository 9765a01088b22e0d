package ee.tasks.spi;

import java.time.Duration;

/**
 * What {@link GateStore#letIn} did.
 *
 * @param readied how many tasks became due
 * @param next after which time it is to be called again at the latest; {@code null} if no time is known
 * @since 1.0
 */
public record LetIn(int readied, Duration next) {

    /** Nothing was held. */
    public static final LetIn NOTHING = new LetIn(0, null);
}
