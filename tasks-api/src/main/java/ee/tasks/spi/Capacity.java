package ee.tasks.spi;

import java.time.Duration;

/**
 * How many tasks a {@link Gate} lets in. At least one of {@code concurrent} and {@code starts} is given.
 *
 * @param concurrent how much weight may run at once, from 1; 0 for any
 * @param starts how much weight may start in any {@code period}, from 1; 0 for any
 * @param period how long a start counts; {@code null} exactly if {@code starts} is 0
 * @param spread whether a start has to be {@code period / starts}, times its weight, away from the next
 * @param strict whether the slot of a started task of a lost node stays taken until nobody can run it any more
 * @since 1.0
 */
public record Capacity(int concurrent, int starts, Duration period, boolean spread, boolean strict) {

    /** Refuses what limits nothing, and what contradicts itself. */
    public Capacity {
        if (concurrent < 0 || starts < 0 || concurrent == 0 && starts == 0) {
            throw new IllegalArgumentException(
                    "a capacity needs concurrent or starts, but they are %d and %d".formatted(concurrent, starts));
        }
        if ((starts == 0) != (period == null) || period != null && (period.isNegative() || period.isZero())) {
            throw new IllegalArgumentException("%d starts in %s".formatted(starts, period));
        }
    }

    /**
     * Makes one that bounds how much runs at once.
     *
     * @param concurrent how much weight may run at once
     * @return the capacity, not strict
     */
    public static Capacity ofConcurrent(int concurrent) {
        return new Capacity(concurrent, 0, null, false, false);
    }

    /**
     * Makes one that bounds how much starts.
     *
     * @param starts how much weight may start in any period
     * @param period how long a start counts
     * @return the capacity, not spread
     */
    public static Capacity ofRate(int starts, Duration period) {
        return new Capacity(0, starts, period, false, false);
    }
}
