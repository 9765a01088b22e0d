package ee.tasks.worker;

import static java.util.Comparator.comparing;

import ee.tasks.core.schedule.Step;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Takes the ticks of schedules. Every node does; of two that take the same, the store lets one. */
final class Scheduler implements Round {

    private static final int PAGE = 100;
    private static final int MOST_FAILURES = 10;
    private static final long LONGEST_PAGE = TimeUnit.SECONDS.toNanos(3);
    private static final long DECLARE_EVERY = TimeUnit.MINUTES.toNanos(1);
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final Site site;
    private final Scheduling scheduling;
    private final Heartbeat heartbeat;
    private final Runnable onEnqueued;
    private final TickWatch watch;
    private final Backoff backoff;
    /** What could not be taken the last time: others come first. */
    private final Set<String> failing = new HashSet<>();
    /** The unfinished run for which a schedule's ticks are left out: said once for each. */
    private final Map<String, String> leftOutFor = new HashMap<>();

    private boolean declared;
    private long declareAt;

    Scheduler(Site site, Heartbeat heartbeat, Runnable onEnqueued) {
        this.site = site;
        this.heartbeat = heartbeat;
        this.onEnqueued = onEnqueued;
        scheduling = site.settings().scheduling();
        watch = site.timers()
                .<TickWatch>map(timers -> new TimerTickWatch(site, timers))
                .orElseGet(() -> new OwnTickWatch(site));
        backoff = new Backoff(site.random(), site.settings().rescueInterval().toNanos());
        declareAt = site.now();
    }

    @Override
    public long run() {
        if (heartbeat.current() == null) {
            return Round.FOREVER;
        }
        try {
            declareNowAndThen();
            long wait = watch.isDue() ? takeTicks() : watch.left();
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

    private void declareNowAndThen() {
        if (site.now() - declareAt >= 0) {
            declareAt = site.now() + DECLARE_EVERY;
            declared = declared || tried(scheduling.declare());
            tried(() -> {
                ScheduleStore schedules = site.store().schedules();
                schedules.declare(scheduling.declared());
                schedules.retire(SILENCE).forEach(WorkerMessage.SCHEDULE_RETIRED::log);
            });
        }
    }

    /** What goes wrong with it must not keep ticks from being taken. */
    private boolean tried(Runnable part) {
        try {
            part.run();
            return true;
        } catch (RuntimeException e) {
            if (!(e instanceof StoreNotReachedException) && !site.outage().isOn()) {
                WorkerMessage.NOT_DECLARED.log(e.getMessage());
            }
            return false;
        }
    }

    /** In an order of its own, so that nodes do not queue for the same rows; not for long, since the time it works with gets old. */
    private long takeTicks() {
        DueSchedules page = site.store().schedules().due(watch.open(), PAGE + failing.size());
        List<Due> due = new ArrayList<>(page.due());
        Collections.rotate(due, due.isEmpty() ? 0 : site.random().nextInt(due.size()));
        due.sort(comparing(each -> failing.contains(each.schedule().id())));
        long until = site.now() + LONGEST_PAGE;
        int failures = 0;
        Instant next = page.next();
        for (Due each : due) {
            try {
                Optional<Step> step = take(each, page.now());
                next = earlier(next, step.map(Step::next).orElse(null));
                failing.remove(each.schedule().id());
            } catch (StoreNotReachedException away) {
                throw away;
            } catch (RuntimeException e) { // of one schedule
                failed(each.schedule(), e);
                if (++failures == MOST_FAILURES) {
                    throw e;
                }
            }
            if (site.now() - until > 0) {
                next = page.now();
                break;
            }
        }
        if (failures < due.size()) {
            onEnqueued.run();
        }
        boolean nothingTaken = !due.isEmpty() && failures == due.size();
        return watch.looked(page.now(), nothingTaken ? null : next);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    private void failed(ScheduleRecord schedule, RuntimeException problem) {
        boolean isNews = failing.add(schedule.id());
        boolean isLostRace = problem instanceof TaskStoreException store && store.isLostRace();
        if (isNews && !isLostRace) {
            WorkerMessage.SCHEDULE_FAILING.log(schedule.id(), problem.getMessage());
        }
    }

    /** @return what became of its ticks; empty if another has the schedule at present */
    private Optional<Step> take(Due due, Instant now) {
        ScheduleRecord schedule = due.schedule();
        Step step = Step.of(schedule, now, due.unfinished());
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
        return taken ? Optional.of(step) : Optional.empty();
    }

    private TaskRequest request(ScheduleRecord schedule, Instant tick) {
        long jitter = schedule.recurrence().jitter().toNanos();
        Instant runAfter = jitter == 0
                ? null
                : tick.plusNanos((long) (jitter * site.random().nextDouble()));
        return schedule.work().request(scheduling.ids().get(), runAfter);
    }
}
