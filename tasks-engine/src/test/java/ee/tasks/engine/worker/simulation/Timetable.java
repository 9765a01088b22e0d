package ee.tasks.engine.worker.simulation;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.engine.worker.Scheduling;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.DueSchedules;
import ee.tasks.spi.ScheduleStore.Position;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The ledger's page of schedules, of which one seed in four has some. It knows each schedule as it was written last, and which ticks
 * have had tasks; whatever does not fit is a violation.
 */
final class Timetable {

    private static final int ONE_IN = 4;

    /** A schedule as it was written last, and the tasks of its ticks. */
    private static final class Known {
        final Script script;
        final Map<Instant, String> tasks = new TreeMap<>();
        ScheduleRecord record;
        String newest;
        Instant declaredAt;

        Known(Script script) {
            this.script = script;
        }
    }

    private final World world;
    private final Ledger ledger;
    private final ScheduleStore store;
    private final RandomGenerator random;
    private final long lease;
    private final Map<String, Known> all = new LinkedHashMap<>();
    /** By the machines that declare it, a bit each. */
    private final Map<String, Integer> declaredOn = new LinkedHashMap<>();

    private final boolean isOn;
    private int toPut;
    private int ids;

    Timetable(long seed, World world, Ledger ledger, long lease) {
        this.world = world;
        this.ledger = ledger;
        this.lease = lease;
        store = ledger.store.schedules();
        random = new SplittableRandom(~seed);
        isOn = random.nextInt(ONE_IN) == 0;
        toPut = isOn ? 1 + random.nextInt(3) : 0;
        for (int schedule = 1; schedule <= toPut; schedule++) {
            String id = "s" + schedule;
            if (random.nextBoolean()) {
                declaredOn.put(id, 1 | random.nextInt(16) << 1);
            }
            world.once(null, "editor", random.nextInt(3) == 0 ? random.nextLong(3 * lease) : 0, () -> put(id));
        }
        for (int edit = toPut * random.nextInt(4); edit > 0; edit--) {
            world.once(null, "editor", random.nextLong(6 * lease), this::edit);
        }
    }

    /** {@code null} where there are no schedules. */
    Scheduling scheduling(int machine) {
        Set<String> declared = declaredOn.entrySet().stream()
                .filter(schedule -> (schedule.getValue() >> machine & 1) == 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return isOn ? new Scheduling(declared, Map.of(), () -> {}, () -> {}, () -> "k" + ++ids) : null;
    }

    // ---- who puts, pauses, resumes and sets back

    private void put(String id) {
        toPut--;
        Script script = Script.random(random, lease);
        MissedTicks missed = MissedTicks.values()[random.nextInt(3)];
        Duration every = Duration.ofMillis(1_000 + (lease / 5 + random.nextLong(lease)) / 1_000_000);
        Instant first = store.now().plusMillis(random.nextLong(lease) / 1_000_000);
        Recurrence recurrence = Recurrence.every(every)
                .from(first)
                .times(2 + random.nextInt(5))
                .missed(missed, Duration.ofSeconds(60 + random.nextInt(60)))
                .overlap(missed == MissedTicks.ALL || random.nextBoolean() ? Overlap.QUEUE : Overlap.SKIP)
                .jitter(Duration.ofMillis(random.nextInt(2) * lease / 10_000_000));
        Work work =
                new Work(script.task(), "default", "default", random.nextInt(3), "[]", 1, script.rerunIfLost(), null);
        Known known = new Known(script);
        all.put(id, known);
        write(
                known,
                new ScheduleRecord(
                        id,
                        work,
                        recurrence,
                        declaredOn.containsKey(id),
                        false,
                        false,
                        Course.from(first),
                        ScheduleRecord.NEW));
        world.say("schedule %s: %s, %s, %s", id, recurrence, missed, script);
    }

    private void write(Known known, ScheduleRecord record) {
        world.require(store.write(record), "%s is not written", record.id());
        known.declaredAt = store.now();
        read(known, record.id());
    }

    private void read(Known known, String id) {
        known.record = store.find(id).orElseThrow();
    }

    private void edit() {
        List<Known> known = List.copyOf(all.values());
        if (known.isEmpty()) {
            return;
        }
        Known one = known.get(random.nextInt(known.size()));
        Course course = one.record.course();
        if (one.record.paused()) {
            resume(one);
        } else if (random.nextBoolean() || course.lastTick() == null) {
            world.say("schedule %s is paused", one.record.id());
            write(one, one.record.paused(true));
        } else {
            world.say("schedule %s is set back to %s", one.record.id(), course.lastTick());
            write(one, one.record.with(new Course(course.lastTick(), null, course.lastTask(), course.ticks() - 1)));
        }
    }

    private void resume(Known known) {
        Course course = known.record.course();
        Instant next = course.nextTick();
        while (next != null && next.isBefore(store.now())) {
            next = next.plus(known.record.recurrence().every());
        }
        world.say("schedule %s is resumed", known.record.id());
        write(
                known,
                known.record
                        .paused(false)
                        .with(new Course(next, course.lastTick(), course.lastTask(), course.ticks())));
    }

    /** Nothing is left paused. */
    void calm() {
        all.values().stream().filter(known -> known.record.paused()).forEach(this::resume);
    }

    boolean isFinished() {
        return toPut == 0
                && all.values().stream()
                        .allMatch(known -> known.record.course().nextTick() == null && !known.record.paused());
    }

    // ---- what machines ask: the store acts, and the timetable looks at what it did

    DueSchedules due(Machine machine, Set<String> declared, Position after, int max) {
        DueSchedules page = store.due(declared, after, max);
        for (Due due : page.due()) {
            Known known = all.get(due.schedule().id());
            world.require(due.schedule().equals(known.record), "%s is read as it is not", due.schedule());
            requireOpen(machine, known);
            world.require(
                    due.unfinished() == isUnfinished(known),
                    "%s is due, unfinished: %s",
                    due.schedule(),
                    !isUnfinished(known));
        }
        return page;
    }

    private void requireOpen(Machine machine, Known known) {
        ScheduleRecord record = known.record;
        world.require(!record.paused() && !record.retired(), "%s is paused or retired, and taken", record);
        world.require(
                !record.declared() || (declaredOn.get(record.id()) >> machine.number & 1) == 1,
                "%s is declared elsewhere, and taken by %s",
                record,
                machine);
    }

    private boolean isUnfinished(Known known) {
        return known.newest != null && !ledger.isFinished(known.newest);
    }

    Set<String> take(Machine machine, Collection<Taking> takings, DueSchedules look) {
        Set<String> expected = takings.stream()
                .map(Taking::schedule)
                .filter(schedule ->
                        schedule.revision() == all.get(schedule.id()).record.revision())
                .map(ScheduleRecord::id)
                .collect(Collectors.toSet());
        Set<String> taken = store.take(takings);
        world.require(taken.equals(expected), "takes %s, and not %s", taken, expected);
        for (Taking taking : takings) {
            world.say(
                    "take %s: %s",
                    taking.schedule(), taken.contains(taking.schedule().id()));
            if (taken.contains(taking.schedule().id())) {
                taken(machine, taking, look);
            }
        }
        return taken;
    }

    private void taken(Machine machine, Taking taking, DueSchedules look) {
        ScheduleRecord schedule = taking.schedule();
        Known known = all.get(schedule.id());
        Recurrence recurrence = schedule.recurrence();
        requireOpen(machine, known);
        Instant oldest = look.now().minus(recurrence.catchUp());
        boolean isSkipping = recurrence.overlap() == Overlap.SKIP;
        boolean skips = isSkipping
                && look.due().stream().anyMatch(due -> due.schedule().id().equals(schedule.id()) && due.unfinished());
        for (Tick tick : taking.ticks()) {
            world.require(
                    !tick.at().isBefore(oldest) && !tick.at().isAfter(look.now()),
                    "%s of %s runs",
                    tick.at(),
                    schedule);
            world.require(
                    !isSkipping || !isUnfinished(known), "%s runs beside its run before, %s", schedule, known.newest);
            take(known, tick);
        }
        Instant until = schedule.course().lastTick();
        List<Instant> passed = new ArrayList<>();
        for (Instant tick = known.record.course().nextTick();
                !tick.isAfter(until);
                tick = tick.plus(recurrence.every())) {
            passed.add(tick);
        }
        boolean isAll = recurrence.missed() == MissedTicks.ALL;
        for (Instant tick : passed) {
            world.require(
                    !isAll || known.tasks.containsKey(tick) || tick.isBefore(oldest),
                    "%s of %s is left out",
                    tick,
                    schedule);
        }
        boolean newestRuns = recurrence.missed() != MissedTicks.ONCE || skips || until.isBefore(oldest);
        world.require(newestRuns || known.tasks.containsKey(until), "%s of %s is left out", until, schedule);
        world.require(
                schedule.course().ticks() == known.record.course().ticks() + passed.size(),
                "%s counts %s ticks",
                schedule,
                schedule.course().ticks());
        read(known, schedule.id());
        known.declaredAt = store.now();
    }

    /** Each has one, however often it comes. */
    private void take(Known known, Tick tick) {
        String task = tick.request().id();
        boolean isNew = ledger.store.find(task).isPresent();
        world.require(
                isNew == !known.tasks.containsKey(tick.at()),
                "tick %s of %s has %s and %s",
                tick.at(),
                known.record,
                known.tasks.get(tick.at()),
                isNew ? task : "no other");
        if (isNew) {
            known.tasks.put(tick.at(), task);
            ledger.scheduled(task, known.script);
        } else {
            world.say("tick %s comes again", tick.at());
        }
        known.newest = known.tasks.get(tick.at());
    }

    void declare(Set<String> declared) {
        store.declare(declared);
        for (String id : declared) {
            Known known = all.get(id);
            if (known != null) {
                read(known, id);
                known.declaredAt = store.now();
                world.require(!known.record.retired(), "%s is declared, and stays retired", id);
            }
        }
    }

    List<String> retire(Duration silence) {
        List<String> retired = store.retire(silence);
        for (String id : retired) {
            Known known = all.get(id);
            world.say("schedule %s is retired", id);
            world.require(
                    known.record.declared()
                            && known.declaredAt.isBefore(store.now().minus(silence)),
                    "%s is retired, and was declared at %s",
                    id,
                    known.declaredAt);
            read(known, id);
        }
        return retired;
    }
}
