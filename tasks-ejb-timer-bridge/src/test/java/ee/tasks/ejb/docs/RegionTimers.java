package ee.tasks.ejb.docs;

import ee.tasks.TaskInvocation;
import ee.tasks.ejb.PersistentTimer;
import ee.tasks.ejb.TimerTasks;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.TimerService;
import jakarta.inject.Inject;

/** A session bean that has made timers for regions. */
@Singleton
public class RegionTimers {

    @Inject
    TimerTasks timers;

    // tag::migrate[]
    @Resource
    TimerService service;

    /** Called once, by an administrator: each region had a calendar timer with its name as the info. */
    public void toSchedules() {
        for (PersistentTimer timer : timers.persistentTimers(service)) {
            if (timer.recurrence().isPresent() && timer.info().orElse(null) instanceof String region) {
                timer.toSchedule("report-" + region, TaskInvocation.of(Reports::build, region));
            }
        }
    }
    // end::migrate[]
}
