package ee.tasks.ejb;

import ee.tasks.spi.WakeUpTimers;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sets the EJB timers that wake workers with {@code ee.tasks.scheduler=ejb-timer}. They are not persistent, since the store's rows say what
 * is due. A timer's info is its name. For the container; applications do not need it.
 *
 * @since 1.0
 */
@Singleton
@Local(WakeUpTimers.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EjbTimers implements WakeUpTimers {

    private final Map<String, Runnable> wakes = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    @Resource
    private TimerService service;

    @Override
    public void every(String name, Duration interval, Runnable wake) {
        cancel(name);
        wakes.put(name, wake);
        timers.put(name, service.createIntervalTimer(millis(interval), millis(interval), config(name)));
    }

    @Override
    public void once(String name, Duration delay, Runnable wake) {
        cancel(name);
        wakes.put(name, wake);
        timers.put(name, service.createSingleActionTimer(millis(delay), config(name)));
    }

    @Override
    public boolean isSet(String name) {
        Timer timer = timers.get(name);
        return timer != null && isThere(timer);
    }

    @Override
    public void cancel(String name) {
        wakes.remove(name);
        Timer timer = timers.remove(name);
        if (timer != null) {
            cancel(timer);
        }
    }

    /** Throws nothing: Payara 6 cancels a timer whose timeout fails twice. */
    @Timeout
    private void fire(Timer timer) {
        Runnable wake = wakes.get(name(timer));
        if (wake != null) {
            wake.run();
        }
    }

    /** Returns {@code ""} if the timer was cancelled while it fired. */
    private static String name(Timer timer) {
        try {
            return (String) timer.getInfo();
        } catch (NoSuchObjectLocalException cancelled) {
            return "";
        }
    }

    private static boolean isThere(Timer timer) {
        try {
            timer.getInfo();
            return true;
        } catch (NoSuchObjectLocalException firedOrCancelled) {
            return false;
        }
    }

    private static void cancel(Timer timer) {
        try {
            timer.cancel();
        } catch (NoSuchObjectLocalException firedOrCancelled) {
            // it is gone, as it should be
        }
    }

    private static TimerConfig config(String name) {
        return new TimerConfig(name, false);
    }

    private static long millis(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999).toMillis());
    }
}
