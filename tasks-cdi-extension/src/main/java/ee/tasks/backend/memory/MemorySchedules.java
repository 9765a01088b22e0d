package ee.tasks.backend.memory;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.TaskRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The schedules of a {@link MemoryTaskStore}, guarded by its lock. */
final class MemorySchedules implements ScheduleStore {

    private static final Duration TICKS_KEPT = Duration.ofDays(1);

    /** A schedule and the tasks of its ticks. */
    private static final class Kept {
        ScheduleRecord record;
        Instant declaredAt;
        final NavigableMap<Instant, String> ticks = new TreeMap<>();
    }

    private final Object lock;
    private final Clock clock;
    private final Predicate<String> unfinished;
    private final Consumer<TaskRequest> insert;
    private final Map<String, Kept> all = new TreeMap<>();
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
            Kept kept = all.get(schedule.id());
            if (schedule.revision() != (kept == null ? NEW : kept.record.revision())) {
                return false;
            }
            if (kept == null) {
                kept = new Kept();
                all.put(schedule.id(), kept);
            }
            kept.declaredAt = now();
            kept.record = revised(schedule, schedule.retired());
            return true;
        }
    }

    @Override
    public boolean delete(String id) {
        synchronized (lock) {
            Kept gone = all.remove(id);
            if (gone != null) {
                gone.ticks.values().forEach(ticksOfTasks::remove);
            }
            return gone != null;
        }
    }

    @Override
    public Optional<Instant> tickOf(String task) {
        synchronized (lock) {
            return Optional.ofNullable(ticksOfTasks.get(task));
        }
    }

    @Override
    public DueSchedules due(Set<String> declared, int max) {
        synchronized (lock) {
            Instant now = now();
            List<ScheduleRecord> waiting = all.values().stream()
                    .map(kept -> kept.record)
                    .filter(schedule -> !schedule.declared() || declared.contains(schedule.id()))
                    .filter(schedule -> !schedule.paused() && !schedule.retired())
                    .filter(schedule -> schedule.course().nextTick() != null)
                    .sorted(Comparator.comparing(schedule -> schedule.course().nextTick()))
                    .toList();
            List<Due> due = waiting.stream()
                    .filter(schedule -> !schedule.course().nextTick().isAfter(now))
                    .limit(max)
                    .map(schedule ->
                            new Due(schedule, unfinished.test(schedule.course().lastTask())))
                    .toList();
            Instant next = waiting.stream()
                    .skip(due.size())
                    .findFirst()
                    .map(schedule -> schedule.course().nextTick())
                    .orElse(null);
            return new DueSchedules(now, due, next);
        }
    }

    @Override
    public boolean take(ScheduleRecord schedule, List<Tick> ticks) {
        synchronized (lock) {
            if (schedule.revision() == NEW || !write(schedule)) {
                return false;
            }
            Kept kept = all.get(schedule.id());
            for (Tick tick : ticks) {
                String before = kept.ticks.putIfAbsent(tick.at(), tick.request().id());
                if (before == null) {
                    ticksOfTasks.put(tick.request().id(), tick.at());
                    insert.accept(tick.request());
                } else if (tick.request().id().equals(schedule.course().lastTask())) {
                    Course course = schedule.course();
                    kept.record =
                            kept.record.with(new Course(course.nextTick(), course.lastTick(), before, course.ticks()));
                }
            }
            forgetBefore(kept, schedule);
            return true;
        }
    }

    /** Ticks that a schedule, which only goes forward, does not come back to. */
    private void forgetBefore(Kept kept, ScheduleRecord schedule) {
        Instant last = schedule.course().lastTick();
        if (last != null) {
            Map<Instant, String> old = kept.ticks.headMap(last.minus(TICKS_KEPT));
            old.values().forEach(ticksOfTasks::remove);
            old.clear();
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
        return new ScheduleRecord(
                schedule.id(),
                schedule.work(),
                schedule.recurrence(),
                schedule.declared(),
                retired,
                schedule.paused(),
                schedule.course(),
                ++revisions);
    }
}
