package ee.tasks.worker;

import ee.tasks.core.schedule.Step;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.DueSchedules;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.StoreNotReachedException;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.worker.Outage.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Takes the ticks of schedules. Every node does; of two that take the same, the store lets one. */
final class Scheduler implements Round {

    private static final int PAGE = 100;
    private static final long DECLARE_EVERY = TimeUnit.MINUTES.toNanos(1);
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final Site site;
    private final Scheduling scheduling;
    private final Heartbeat heartbeat;
    private final Runnable onEnqueued;
    private final Backoff backoff;
    private final Set<String> unreadable = new HashSet<>();
    /** The unfinished run for which a schedule's ticks are left out: said once for each. */
    private final Map<String, String> leftOutFor = new HashMap<>();

    private boolean declared;
    private long declareAt;

    Scheduler(Site site, Heartbeat heartbeat, Runnable onEnqueued) {
        this.site = site;
        this.heartbeat = heartbeat;
        this.onEnqueued = onEnqueued;
        scheduling = site.settings().scheduling();
        backoff = new Backoff(site.random(), site.settings().rescueInterval().toNanos());
        declareAt = site.now();
    }

    @Override
    public long run() {
        if (heartbeat.current() == null) {
            return Round.FOREVER;
        }
        try {
            if (site.now() - declareAt >= 0) {
                declare();
                declareAt = site.now() + DECLARE_EVERY;
            }
            long wait = takeTicks();
            site.outage().ended(Activity.SCHEDULE);
            backoff.reset();
            return wait;
        } catch (RuntimeException | Error e) {
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                site.outage().began(Activity.SCHEDULE, e);
            }
            return backoff.next();
        }
    }

    private void declare() {
        if (!declared) {
            scheduling.declare().run();
            declared = true;
        }
        ScheduleStore schedules = site.store().schedules();
        schedules.declare(scheduling.declared());
        schedules.retire(SILENCE).forEach(WorkerMessage.SCHEDULE_RETIRED::log);
    }

    private long takeTicks() {
        DueSchedules due = site.store().schedules().due(scheduling.declared(), PAGE);
        List<Step> steps = new ArrayList<>();
        RuntimeException failure = null;
        for (Due each : due.due()) {
            try {
                take(each, due.now()).ifPresent(steps::add);
            } catch (StoreNotReachedException away) {
                throw away;
            } catch (RuntimeException e) { // of one schedule, whose row another has locked for instance
                WorkerMessage.debug("schedule %s: %s", each.schedule().id(), e);
                failure = e;
            }
        }
        if (failure != null && steps.isEmpty()) {
            throw failure;
        }
        if (!steps.isEmpty()) {
            onEnqueued.run();
        }
        long poll = site.settings().pollInterval().toNanos();
        boolean nothingReadable = steps.isEmpty() && !due.due().isEmpty();
        return Stream.concat(steps.stream().map(Step::next), Stream.of(due).map(DueSchedules::next))
                .filter(next -> next != null && !nothingReadable)
                .map(next -> Math.max(1, Duration.between(due.now(), next).toNanos()))
                .reduce(poll, Math::min);
    }

    /** @return what became of its ticks here; empty if it cannot be read here */
    private Optional<Step> take(Due due, Instant now) {
        ScheduleRecord schedule = due.schedule();
        Step step;
        try {
            step = Step.of(schedule, now, due.unfinished());
        } catch (RuntimeException problem) {
            if (unreadable.add(schedule.id())) {
                WorkerMessage.SCHEDULE_UNREADABLE.log(schedule.id(), problem.getMessage());
            }
            return Optional.empty();
        }
        List<Tick> ticks = step.run().stream()
                .map(tick -> new Tick(tick, request(schedule, tick)))
                .toList();
        String lastTask = ticks.isEmpty()
                ? schedule.course().lastTask()
                : ticks.get(ticks.size() - 1).request().id();
        Course course = new Course(step.next(), step.last(), lastTask, step.ticks());
        boolean taken = site.store().schedules().take(schedule.with(course), ticks);
        boolean isNews = step.leftOut()
                && !schedule.course()
                        .lastTask()
                        .equals(leftOutFor.put(schedule.id(), schedule.course().lastTask()));
        if (taken && isNews) {
            WorkerMessage.TICK_LEFT_OUT.log(
                    schedule.id(), step.last(), schedule.course().lastTask());
        }
        return Optional.of(step);
    }

    private TaskRequest request(ScheduleRecord schedule, Instant tick) {
        Work work = schedule.work();
        long jitter = schedule.recurrence().jitter().toNanos();
        Instant runAfter = jitter == 0
                ? null
                : tick.plusNanos((long) (jitter * site.random().nextDouble()));
        return new TaskRequest(
                scheduling.ids().get(),
                work.task(),
                work.backend(),
                work.queue(),
                work.priority(),
                work.arguments(),
                work.payloadFormat(),
                runAfter,
                null,
                null,
                null,
                List.of(),
                List.of(),
                false,
                work.rerunIfLost(),
                null);
    }
}
