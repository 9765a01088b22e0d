package ee.tasks.engine.worker;

import static java.util.Comparator.comparing;

import ee.tasks.engine.recurrence.ParsedCrons;
import ee.tasks.engine.recurrence.Step;
import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.DueSchedules;
import ee.tasks.spi.ScheduleStore.Position;
import ee.tasks.spi.StoreNotReachedException;
import ee.tasks.spi.TaskStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Takes the ticks of schedules: the door to the district of ticks. Every node takes ticks; if two nodes take the same one, the store
 * accepts one of them. Each look reads up to {@value #PAGE} schedules that are due and takes their ticks, see {@link TickPage}. The
 * next look reads those behind them, and starts from the first again once no more are due.
 */
final class Scheduler implements Round {

    private static final int PAGE = 500;
    private static final long DECLARE_INTERVAL = TimeUnit.MINUTES.toNanos(1);
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final Site site;
    private final Scheduling scheduling;
    private final Heartbeat heartbeat;
    private final Runnable onEnqueued;
    private final TickWatch watch;
    private final Backoff backoff;
    private final ParsedCrons crons = new ParsedCrons();
    private final FailingSchedules failing = new FailingSchedules();
    /** The unfinished run for which a schedule's ticks are left out. */
    private final Said leftOutFor = new Said();

    private Position after = Position.START;
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
            site.outage().worked(Activity.SCHEDULE);
            backoff.reset();
            return wait;
        } catch (RuntimeException | Error e) {
            if (!(e instanceof TaskStoreException store && store.isLostRace())) {
                site.outage().failed(Activity.SCHEDULE, e);
            }
            return backoff.next();
        }
    }

    private void declareNowAndThen() {
        if (site.now() - declareAt >= 0) {
            declareAt = site.now() + DECLARE_INTERVAL;
            declared = declared || tried("write the schedules that its code declares", scheduling.declare());
            tried("end schedules under former ids", scheduling.foldIn());
            tried("confirm its schedules and retire others", () -> {
                ScheduleStore schedules = site.store().schedules();
                schedules.declare(scheduling.declared());
                schedules.retire(SILENCE).forEach(WorkerMessage.SCHEDULE_RETIRED::log);
            });
        }
    }

    /** What goes wrong with it must not keep ticks from being taken. */
    private boolean tried(String what, Runnable part) {
        try {
            part.run();
            return true;
        } catch (RuntimeException e) {
            if (!(e instanceof StoreNotReachedException) && !site.outage().isOn()) {
                WorkerMessage.NOT_DECLARED.log(what, e.getMessage());
            }
            return false;
        }
    }

    /** In an order of its own, so that nodes do not queue for the same rows; by whole batches, so that these do not overlap. */
    private long takeTicks() {
        DueSchedules found = site.store().schedules().due(open(), after, PAGE);
        List<Due> due = new ArrayList<>(found.due());
        int batches = (due.size() - 1) / TickPage.MAX_SCHEDULES + 1;
        Collections.rotate(due, -TickPage.MAX_SCHEDULES * site.random().nextInt(batches));
        due.sort(comparing(each -> failing.contains(each.schedule().id())));
        Look look = new Look(found.next());
        TickPage page = new TickPage(site, found.now(), crons, look);
        boolean isWhole;
        try {
            isWhole = page.take(due);
        } finally {
            look.say();
            if (page.taken() > 0) {
                onEnqueued.run();
            }
        }
        if (isWhole) {
            after = found.end() == null ? Position.START : found.end();
        }
        if (isWhole && found.end() == null) {
            failing.walked();
        }
        boolean isMore = found.end() != null && isWhole || !isWhole && page.taken() > 0;
        return watch.looked(found.now(), isMore ? found.now() : look.next());
    }

    /** What fails has its turn with the first page of each walk. */
    private Set<String> open() {
        return after.equals(Position.START)
                ? watch.open()
                : watch.open().stream().filter(id -> !failing.contains(id)).collect(Collectors.toSet());
    }

    /** What one look came to. */
    private final class Look implements TickPage.Observer {

        private Instant next;
        private long tooOld;
        private int schedulesTooOld;
        private String oneTooOld;

        Look(Instant next) {
            this.next = next;
        }

        @Override
        public void taken(ScheduleRecord before, Step step) {
            failing.remove(before.id());
            if (next == null || step.next() != null && step.next().isBefore(next)) {
                next = step.next();
            }
            if (step.tooOld() > 0) {
                tooOld += step.tooOld();
                schedulesTooOld++;
                oneTooOld = before.id();
            }
            String unfinished = before.course().lastTask();
            if (step.leftOut() && leftOutFor.isNews(before.id(), unfinished)) {
                WorkerMessage.TICK_LEFT_OUT.log(before.id(), step.last(), unfinished);
            }
        }

        @Override
        public void failed(ScheduleRecord schedule, WorkerMessage message, RuntimeException problem) {
            boolean isNews = failing.add(schedule.id());
            boolean isLostRace = problem instanceof TaskStoreException store && store.isLostRace();
            if (isNews && !isLostRace) {
                message.log(schedule.id(), problem.getMessage());
            }
        }

        /** One line for all, however many there are. */
        void say() {
            if (schedulesTooOld > 0) {
                WorkerMessage.TICKS_TOO_OLD.log(
                        tooOld < Step.MAX_COUNTED ? tooOld : "at least " + tooOld, schedulesTooOld, oneTooOld);
            }
        }

        Instant next() {
            return next;
        }
    }
}
