package ee.tasks.it.timers;

import ee.tasks.ejb.TimerTasks;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timer;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Times out in every deployment that has it. */
@Singleton
public class HourBell {

    private final Map<Instant, String> enqueued = new ConcurrentSkipListMap<>();

    @Inject
    private TimerTasks timers;

    @Schedule(second = "*/2", minute = "*", hour = "*", info = "hour", persistent = true)
    void strike(Timer timer) {
        Instant next = timer.getNextTimeout().toInstant();
        timers.bridge(Chimes::strike, timer).ifPresent(result -> enqueued.put(next, result.id()));
    }

    /** The tasks by the timeout after that in which they were enqueued, as seen here. */
    public Map<Instant, String> enqueued() {
        return enqueued;
    }
}
