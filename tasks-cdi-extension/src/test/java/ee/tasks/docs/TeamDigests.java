package ee.tasks.docs;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedule;
import ee.tasks.schedule.TaskSchedules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Schedules that users make. */
@ApplicationScoped
public class TeamDigests {

    // tag::put[]
    @Inject
    TaskSchedules schedules;

    @Transactional
    public void subscribe(long team, ZoneId zone) {
        // the team's own row is written here; it and the schedule commit together or not at all
        schedules.put(
                "digest-" + team,
                TaskInvocation.of(Digests::sendToTeam, team).onQueue("email"),
                Recurrence.cron("0 8 * * MON").in(zone).until(Instant.now().plus(Duration.ofDays(365))));
    }

    @Transactional
    public void unsubscribe(long team) {
        schedules.delete("digest-" + team);
    }
    // end::put[]

    // tag::operate[]
    public List<TaskSchedule> late(Instant now) {
        return schedules.list().stream()
                .filter(schedule -> schedule.state() == TaskSchedule.State.ACTIVE)
                .filter(schedule -> schedule.nextTick().filter(now::isAfter).isPresent())
                .toList();
    }

    public Optional<TaskResult<?>> holidays(long team) {
        schedules.pause("digest-" + team);
        return schedules.runNow("digest-" + team); // once more before that
    }
    // end::operate[]
}
