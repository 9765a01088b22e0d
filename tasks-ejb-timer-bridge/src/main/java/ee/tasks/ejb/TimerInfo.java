package ee.tasks.ejb;

import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.Timer;
import java.util.Optional;

/**
 * What a timer carries.
 *
 * @param <I> as what its reader declares it; nothing checks that before it is an argument
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
