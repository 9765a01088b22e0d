package ee.tasks.ejb.docs;

import ee.tasks.TaskInvocation;
import ee.tasks.ejb.TimerTasks;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.inject.Inject;
import java.time.Duration;

/** A session bean whose timeouts enqueue tasks. */
@Singleton
public class ReportTimers {

    // tag::bridge[]
    @Inject
    TimerTasks timers;

    @Schedule(hour = "3", info = "north")
    void nightly(Timer timer) {
        timers.bridge(Reports::build, timer); // build(String region), with the timer's info
    }

    @Timeout // of createIntervalTimer(...) with an hour
    void hourly(Timer timer) {
        timers.bridge(TaskInvocation.of(Reports::clean).onQueue("bulk"), timer, Duration.ofHours(1));
    }
    // end::bridge[]
}
