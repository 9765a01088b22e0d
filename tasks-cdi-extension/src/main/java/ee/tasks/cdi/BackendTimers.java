package ee.tasks.cdi;

import ee.tasks.spi.WakeUpTimers;
import java.time.Duration;

/** The timers of one backend's worker: the names that operators see say so. */
record BackendTimers(String backend, WakeUpTimers timers) implements WakeUpTimers {

    @Override
    public void every(String name, Duration interval, Runnable wake) {
        timers.every(ofBackend(name), interval, wake);
    }

    @Override
    public void once(String name, Duration delay, Runnable wake) {
        timers.once(ofBackend(name), delay, wake);
    }

    @Override
    public boolean isSet(String name) {
        return timers.isSet(ofBackend(name));
    }

    @Override
    public void cancel(String name) {
        timers.cancel(ofBackend(name));
    }

    private String ofBackend(String name) {
        return "EE Tasks, backend " + backend + ": " + name;
    }
}
