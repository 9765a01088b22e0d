package ee.tasks.engine.worker;

import ee.tasks.engine.recurrence.ParsedCrons;
import ee.tasks.engine.recurrence.Step;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.StoreNotReachedException;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The schedules that one look found due. They are taken in batches, each in one transaction, of up to {@value #MAX_SCHEDULES}
 * schedules, {@value #MAX_TICKS} ticks and {@value #MAX_CHARACTERS} characters of arguments, or of one schedule. A batch that fails is
 * taken in halves, down to the schedule that is to blame, so that the others go on. After {@value #MAX_SECONDS} seconds the rest is
 * left to the next look, since the time it works with gets old. Where the store refuses {@value #MAX_FAILURES} schedules and has taken
 * none, it is the store that fails.
 */
final class TickPage {

    static final int MAX_SCHEDULES = 100;
    private static final int MAX_TICKS = 500;
    private static final int MAX_CHARACTERS = 1_000_000;
    private static final int MAX_SECONDS = 3;
    private static final int MAX_FAILURES = 10;

    /** Told what becomes of each schedule. */
    interface Observer {

        /** @param before the schedule as it was */
        void taken(ScheduleRecord before, Step step);

        /** @param message what failed: the computation of the ticks, or the store */
        void failed(ScheduleRecord schedule, WorkerMessage message, RuntimeException problem);
    }

    private record Planned(ScheduleRecord schedule, Step step, Taking taking) {

        String id() {
            return schedule.id();
        }

        long characters() {
            return (long) taking.ticks().size() * schedule.work().arguments().length();
        }
    }

    private final Site site;
    private final Instant now;
    private final ParsedCrons crons;
    private final Observer observer;
    private final long until;
    private int taken;
    private int refused;

    /** @param now the store's time at the look */
    TickPage(Site site, Instant now, ParsedCrons crons, Observer observer) {
        this.site = site;
        this.now = now;
        this.crons = crons;
        this.observer = observer;
        until = site.now() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    }

    /** @return whether all had their turn */
    boolean take(List<Due> due) {
        List<Planned> batch = new ArrayList<>();
        int ticks = 0;
        long characters = 0;
        for (Due each : due) {
            Planned planned = planned(each);
            if (planned == null) {
                continue;
            }
            int moreTicks = planned.taking().ticks().size();
            boolean isFull = batch.size() == MAX_SCHEDULES
                    || ticks + moreTicks > MAX_TICKS
                    || characters + planned.characters() > MAX_CHARACTERS;
            if (isFull && !batch.isEmpty()) {
                takeBatch(batch);
                batch = new ArrayList<>();
                ticks = 0;
                characters = 0;
            }
            if (isOver()) {
                return false;
            }
            batch.add(planned);
            ticks += moreTicks;
            characters += planned.characters();
        }
        if (!batch.isEmpty()) {
            takeBatch(batch);
        }
        return !isOver();
    }

    /** How many schedules were taken. */
    int taken() {
        return taken;
    }

    private boolean isOver() {
        return site.now() - until > 0;
    }

    /** {@code null} for a schedule of which nobody can say what becomes of it. */
    private Planned planned(Due due) {
        ScheduleRecord schedule = due.schedule();
        try {
            Step step = Step.of(schedule, now, due.unfinished(), crons);
            List<Tick> ticks = step.run().stream()
                    .map(tick -> new Tick(tick, request(schedule, tick)))
                    .toList();
            String lastTask = ticks.isEmpty()
                    ? schedule.course().lastTask()
                    : ticks.get(ticks.size() - 1).request().id();
            Course course = new Course(step.next(), step.last(), lastTask, step.ticks());
            Set<String> formerIds = site.settings().scheduling().formerIds().getOrDefault(schedule.id(), Set.of());
            return new Planned(schedule, step, new Taking(schedule.with(course), ticks, formerIds));
        } catch (RuntimeException e) {
            observer.failed(schedule, WorkerMessage.SCHEDULE_FAILING, e);
            return null;
        }
    }

    private TaskRequest request(ScheduleRecord schedule, Instant tick) {
        long jitter = schedule.recurrence().jitter().toNanos();
        Instant runAfter = jitter == 0
                ? null
                : tick.plusNanos((long) (jitter * site.random().nextDouble()));
        return schedule.work().request(site.settings().scheduling().ids().get(), runAfter);
    }

    private void takeBatch(List<Planned> batch) {
        try {
            Set<String> ours = site.store()
                    .schedules()
                    .take(batch.stream().map(Planned::taking).toList());
            taken += ours.size();
            batch.stream()
                    .filter(planned -> ours.contains(planned.id()))
                    .forEach(planned -> observer.taken(planned.schedule(), planned.step()));
        } catch (StoreNotReachedException away) {
            throw away;
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                refused(batch.get(0).schedule(), e);
            } else {
                takeHalves(batch);
            }
        }
    }

    private void takeHalves(List<Planned> batch) {
        int middle = batch.size() / 2;
        for (List<Planned> half : List.of(batch.subList(0, middle), batch.subList(middle, batch.size()))) {
            if (!isOver()) {
                takeBatch(half);
            }
        }
    }

    private void refused(ScheduleRecord schedule, RuntimeException problem) {
        observer.failed(schedule, WorkerMessage.TICKS_REFUSED, problem);
        boolean isLostRace = problem instanceof TaskStoreException store && store.isLostRace();
        if (!isLostRace && ++refused >= MAX_FAILURES && taken == 0) {
            throw problem;
        }
    }
}
