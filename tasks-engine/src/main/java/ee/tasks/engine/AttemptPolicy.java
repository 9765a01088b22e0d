package ee.tasks.engine;

import ee.tasks.RetryLater;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@link ee.tasks.Attempts} as a value.
 *
 * @param max attempts in all
 * @param delay the wait after the first failure
 * @param factor what the wait grows by
 * @param maxDelay the longest wait
 * @param jitter the random part, 0 to 1
 * @param on failures that are attempted again
 * @param notOn failures that are not
 */
public record AttemptPolicy(
        int max,
        Duration delay,
        double factor,
        Duration maxDelay,
        double jitter,
        List<Class<? extends Throwable>> on,
        List<Class<? extends Throwable>> notOn) {

    public static final AttemptPolicy ONCE =
            new AttemptPolicy(1, Duration.ZERO, 1, Duration.ZERO, 0, List.of(Throwable.class), List.of());

    /**
     * How long to wait for the next attempt; empty if there is none.
     *
     * @param attempt the one that failed, from 1
     * @param random from 0 to 1, exclusive
     */
    Optional<Duration> delayAfter(int attempt, Throwable failure, double random) {
        if (failure instanceof RetryLater later) {
            return attempt < max ? Optional.of(later.delay()) : Optional.empty();
        }
        boolean again = attempt < max && matches(on, failure) && !matches(notOn, failure);
        if (!again) {
            return Optional.empty();
        }
        double grown = Math.min(seconds(delay) * Math.pow(factor, attempt - 1), seconds(maxDelay));
        double jittered = grown * (1 + jitter * (2 * random - 1));
        return Optional.of(Duration.ofNanos((long) (jittered * 1e9)));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private static boolean matches(List<Class<? extends Throwable>> types, Throwable failure) {
        return types.stream().anyMatch(type -> type.isInstance(failure));
    }
}
