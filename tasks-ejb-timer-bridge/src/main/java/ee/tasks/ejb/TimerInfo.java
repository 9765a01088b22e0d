package ee.tasks.ejb;

import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.Timer;
import java.util.Optional;

/**
 * The info of a timer.
 *
 * @param <I> the type that the caller expects; not checked until the info becomes an argument of a task
 * @param value may be {@code null}
 */
record TimerInfo<I>(I value) {

    /** Empty if the timer is gone. */
    @SuppressWarnings("unchecked")
    static <I> Optional<TimerInfo<I>> of(Timer timer) {
        try {
            return Optional.of(new TimerInfo<>((I) timer.getInfo()));
        } catch (NoSuchObjectLocalException gone) {
            return Optional.empty();
        }
    }
}
