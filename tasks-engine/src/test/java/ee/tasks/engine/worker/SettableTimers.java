package ee.tasks.engine.worker;

import ee.tasks.spi.WakeUpTimers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A server's timers, which fire when they are told to, and an operator's tools for them. */
final class SettableTimers implements WakeUpTimers {

    private record Timer(long due, Duration interval, Runnable wake) {}

    private final SettableTicker ticker;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Set<String> suspended = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;

    SettableTimers(SettableTicker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void every(String name, Duration interval, Runnable wake) {
        set(name, interval, interval, wake);
    }

    @Override
    public void once(String name, Duration delay, Runnable wake) {
        set(name, delay, null, wake);
    }

    private void set(String name, Duration delay, Duration interval, Runnable wake) {
        if (refusing) {
            throw new IllegalStateException("there are no timers now");
        }
        suspended.remove(name);
        timers.put(name, new Timer(ticker.nanos() + delay.toNanos(), interval, wake));
    }

    @Override
    public boolean isSet(String name) {
        return timers.containsKey(name);
    }

    @Override
    public void cancel(String name) {
        timers.remove(name);
    }

    /** Has all fire whose time has come, once each. */
    void fire() {
        timers.forEach((name, timer) -> {
            if (!suspended.contains(name) && ticker.nanos() - timer.due() >= 0) {
                fire(name, timer);
            }
        });
    }

    private void fire(String name, Timer timer) {
        boolean mine = timer.interval() == null
                ? timers.remove(name, timer)
                : timers.replace(
                        name,
                        timer,
                        new Timer(ticker.nanos() + timer.interval().toNanos(), timer.interval(), timer.wake()));
        if (mine) {
            timer.wake().run();
        }
    }

    /** Has one fire at once. */
    void trigger(String name) {
        fire(name, timers.get(name));
    }

    void suspend(String name) {
        suspended.add(name);
    }

    void activate(String name) {
        suspended.remove(name);
    }

    void refuse(boolean now) {
        refusing = now;
    }

    List<String> names() {
        return List.copyOf(new TreeSet<>(timers.keySet()));
    }

    Duration left(String name) {
        return Duration.ofNanos(timers.get(name).due() - ticker.nanos());
    }
}
