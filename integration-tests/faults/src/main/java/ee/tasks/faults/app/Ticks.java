package ee.tasks.faults.app;

import ee.tasks.Attempts;
import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskInvocation;
import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Duration;

/** Schedules with a tick each second, whose tasks write down which tick they are for. */
@Path("schedules")
@ApplicationScoped
public class Ticks {

    @Inject
    TaskSchedules schedules;

    @Inject
    TaskContext context;

    @Inject
    Ledger ledger;

    @Task(value = "tick", atomic = true)
    @Attempts(max = 100, delay = "PT0.5S")
    public void tick(String schedule) throws SQLException {
        ledger.ticked(schedule, context.scheduledFor().orElseThrow());
    }

    @POST
    @Transactional
    public String put(@QueryParam("id") String id, @QueryParam("missed") MissedTicks missed) {
        return schedules
                .put(
                        id,
                        TaskInvocation.of(Ticks::tick, id),
                        Recurrence.every(Duration.ofSeconds(1))
                                .missed(missed, Duration.ofHours(1))
                                .overlap(Overlap.QUEUE))
                .id();
    }

    @POST
    @Path("pause")
    @Transactional
    public boolean pause(@QueryParam("id") String id) {
        return schedules.pause(id);
    }
}
