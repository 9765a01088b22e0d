package ee.tasks.engine.backend.memory;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.TaskRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The schedules of a {@link MemoryTaskStore}, guarded by its lock. */
final class MemorySchedules implements ScheduleStore {

    private static final Duration TICKS_KEPT = Duration.ofDays(1);

    private static final Comparator<Position> IN_ORDER =
            Comparator.comparing(Position::tick).thenComparing(Position::id);

    private static final class Kept {
        ScheduleRecord record;
        Instant declaredAt;
    }

    private final Object lock;
    private final Clock clock;
    private final Predicate<String> unfinished;
    private final Consumer<TaskRequest> insert;
    private final Map<String, Kept> all = new TreeMap<>();
    /** The tasks of ticks, by the ids of schedules, which need not be there. */
    private final Map<String, NavigableMap<Instant, String>> ticks = new HashMap<>();
    /** By their tasks. */
    private final Map<String, Instant> ticksOfTasks = new HashMap<>();

    private long revisions;

    /**
     * @param unfinished whether a task is there and has not finished
     * @param insert enqueues
     */
    MemorySchedules(Object lock, Clock clock, Predicate<String> unfinished, Consumer<TaskRequest> insert) {
        this.lock = lock;
        this.clock = clock;
        this.unfinished = unfinished;
        this.insert = insert;
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(MICROS);
    }

    @Override
    public Optional<ScheduleRecord> find(String id) {
        synchronized (lock) {
            return Optional.ofNullable(all.get(id)).map(kept -> kept.record);
        }
    }

    @Override
    public List<ScheduleRecord> list() {
        synchronized (lock) {
            return all.values().stream().map(kept -> kept.record).toList();
        }
    }

    @Override
    public boolean write(ScheduleRecord schedule) {
        synchronized (lock) {
            if (!isAsRead(schedule)) {
                return false;
            }
            Kept kept = all.computeIfAbsent(schedule.id(), none -> new Kept());
            kept.declaredAt = now();
            kept.record = revised(schedule, schedule.retired());
            return true;
        }
    }

    private boolean isAsRead(ScheduleRecord schedule) {
        Kept kept = all.get(schedule.id());
        return schedule.revision() == (kept == null ? ScheduleRecord.NEW : kept.record.revision());
    }

    @Override
    public boolean delete(String id) {
        synchronized (lock) {
            Map<Instant, String> gone = ticks.remove(id);
            if (gone != null) {
                gone.values().forEach(ticksOfTasks::remove);
            }
            return all.remove(id) != null;
        }
    }

    @Override
    public Optional<Instant> tickOf(String task) {
        synchronized (lock) {
            return Optional.ofNullable(ticksOfTasks.get(task));
        }
    }

    @Override
    public DueSchedules due(Set<String> declared, Position after, int max) {
        synchronized (lock) {
            Instant now = now();
            List<ScheduleRecord> waiting = all.values().stream()
                    .map(kept -> kept.record)
                    .filter(schedule -> !schedule.declared() || declared.contains(schedule.id()))
                    .filter(schedule -> !schedule.paused() && !schedule.retired())
                    .filter(schedule -> schedule.course().nextTick() != null)
                    .filter(schedule -> IN_ORDER.compare(position(schedule), after) > 0)
                    .sorted(Comparator.comparing(MemorySchedules::position, IN_ORDER))
                    .toList();
            List<ScheduleRecord> come = waiting.stream()
                    .filter(schedule -> !schedule.course().nextTick().isAfter(now))
                    .toList();
            List<Due> due = come.stream()
                    .limit(max)
                    .map(schedule ->
                            new Due(schedule, unfinished.test(schedule.course().lastTask())))
                    .toList();
            Instant next = waiting.stream()
                    .map(schedule -> schedule.course().nextTick())
                    .filter(tick -> tick.isAfter(now))
                    .findFirst()
                    .orElse(null);
            Position end = come.size() > max ? position(come.get(max - 1)) : null;
            return new DueSchedules(now, due, end, next);
        }
    }

    private static Position position(ScheduleRecord schedule) {
        return new Position(schedule.course().nextTick(), schedule.id());
    }

    @Override
    public Set<String> take(Collection<Taking> takings) {
        synchronized (lock) {
            Set<String> taken = new HashSet<>();
            for (Taking taking : takings) {
                ScheduleRecord schedule = taking.schedule();
                if (schedule.revision() != ScheduleRecord.NEW && write(schedule)) {
                    take(taking);
                    taken.add(schedule.id());
                }
            }
            return taken;
        }
    }

    private void take(Taking taking) {
        ScheduleRecord schedule = taking.schedule();
        List<String> ids = Stream.concat(taking.formerIds().stream(), Stream.of(schedule.id()))
                .toList();
        for (Tick tick : taking.ticks()) {
            String task = tick.request().id();
            String owner = ids.stream()
                    .map(id -> ticksOf(id).get(tick.at()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(task);
            ids.forEach(id -> ticksOf(id).putIfAbsent(tick.at(), owner));
            if (owner.equals(task)) {
                ticksOfTasks.put(task, tick.at());
                insert.accept(tick.request());
            } else if (task.equals(schedule.course().lastTask())) {
                Kept kept = all.get(schedule.id());
                Course course = schedule.course();
                kept.record = kept.record.with(new Course(course.nextTick(), course.lastTick(), owner, course.ticks()));
            }
        }
        ids.forEach(id -> forgetBefore(id, schedule.course().lastTick()));
    }

    private NavigableMap<Instant, String> ticksOf(String id) {
        return ticks.computeIfAbsent(id, none -> new TreeMap<>());
    }

    /** Ticks that a schedule, which only goes forward, does not come back to. */
    private void forgetBefore(String id, Instant last) {
        if (last != null) {
            Map<Instant, String> old = ticksOf(id).headMap(last.minus(TICKS_KEPT));
            old.values().forEach(ticksOfTasks::remove);
            old.clear();
        }
    }

    @Override
    public boolean rename(ScheduleRecord former, ScheduleRecord schedule) {
        synchronized (lock) {
            return isAsRead(former) && isAsRead(schedule) && write(former) && write(schedule);
        }
    }

    @Override
    public void declare(Set<String> ids) {
        synchronized (lock) {
            ids.stream().map(all::get).filter(Objects::nonNull).forEach(kept -> {
                kept.declaredAt = now();
                if (kept.record.retired()) {
                    kept.record = revised(kept.record, false);
                }
            });
        }
    }

    @Override
    public List<String> retire(Duration silence) {
        synchronized (lock) {
            Instant since = now().minus(silence);
            List<String> retired = new ArrayList<>();
            all.forEach((id, kept) -> {
                if (kept.record.declared() && !kept.record.retired() && kept.declaredAt.isBefore(since)) {
                    kept.record = revised(kept.record, true);
                    retired.add(id);
                }
            });
            return retired;
        }
    }

    private ScheduleRecord revised(ScheduleRecord schedule, boolean retired) {
        return schedule.toBuilder().retired(retired).revision(++revisions).build();
    }
}
