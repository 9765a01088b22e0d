package ee.tasks.engine;

import static java.util.Objects.requireNonNull;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskOptions;
import ee.tasks.TaskResult;
import ee.tasks.engine.recurrence.Recurrences;
import ee.tasks.engine.recurrence.ScheduleMessage;
import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedule;
import ee.tasks.schedule.TaskSchedules;
import ee.tasks.spi.Feature;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.TaskRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The schedules of all backends that keep any. What it writes is what it read, changed; if another was quicker it reads again. */
public final class EngineTaskSchedules implements TaskSchedules, ScheduleDeclarations {

    private static final int MAX_ID_LENGTH = 255;

    private final Enqueuer enqueuer;
    private final Backends backends;
    private final TaskRegistry registry;
    private final Transactions transactions;

    EngineTaskSchedules(Enqueuer enqueuer, Backends backends, TaskRegistry registry, Transactions transactions) {
        this.enqueuer = enqueuer;
        this.backends = backends;
        this.registry = registry;
        this.transactions = transactions;
    }

    public static boolean isId(String id) {
        return !id.isBlank() && id.length() <= MAX_ID_LENGTH && id.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public TaskSchedule put(String id, TaskInvocation<?> invocation, Recurrence recurrence) {
        requireNonNull(invocation, "invocation");
        requireNonNull(recurrence, "recurrence");
        require(isId(id), ScheduleMessage.ID_INVALID, id);
        List<String> problems = Recurrences.problems(recurrence);
        require(problems.isEmpty(), ScheduleMessage.INVALID, id, String.join("; ", problems));
        refuseOptions(id, invocation.options());
        TaskRequest request = enqueuer.request(invocation);
        ScheduleStore store = storeOf(request.backend(), recurrence);
        Work work = new Work(
                request.task(),
                request.backend(),
                request.queue(),
                request.priority(),
                request.arguments(),
                request.payloadFormat(),
                request.rerunIfLost(),
                request.headers(),
                request.expireAfter());
        return new StoredSchedule(written(id, () -> {
            Optional<ScheduleRecord> before = store.find(id);
            require(
                    before.map(known -> !known.declared() || known.retired()).orElse(true),
                    ScheduleMessage.DECLARED,
                    id,
                    id);
            refuseElsewhere(id, store);
            Instant now = store.now();
            if (before.isPresent() && isSame(before.get(), work, recurrence, now)) {
                return before;
            }
            Recurrence started = started(recurrence, now);
            Course course = before.map(ScheduleRecord::course).orElse(Course.from(null));
            ScheduleRecord schedule = ScheduleRecord.builder(id, work, started)
                    .course(new Course(Recurrences.next(started, now), course.lastTick(), course.lastTask(), 0))
                    .revision(before.map(ScheduleRecord::revision).orElse(ScheduleRecord.NEW))
                    .build();
            return store.write(schedule) ? store.find(id) : Optional.empty();
        }));
    }

    private static void refuseOptions(String id, TaskOptions.Values options) {
        Stream.of(
                        option("runAfter", options.runAfter() != null || options.delay() != null),
                        option("a unique key", options.uniqueKey() != null),
                        option("an order", options.orderKey() != null),
                        option(
                                "dependsOn",
                                !options.dependsOn().isEmpty()
                                        || !options.dependsOnFlows().isEmpty()))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(refused -> {
                    throw new InvalidTaskException(ScheduleMessage.OPTION_REFUSED.text(id, refused));
                });
    }

    private static Optional<String> option(String name, boolean given) {
        return given ? Optional.of(name) : Optional.empty();
    }

    private ScheduleStore storeOf(String backend, Recurrence recurrence) {
        ActiveBackend target = backends.get(backend);
        target.require(Feature.SCHEDULES);
        if (!recurrence.jitter().isZero()) {
            target.require(Feature.DEFER);
        }
        return target.backend().schedules();
    }

    /** A recurrence that starts when it is made equals one that has started. */
    private static boolean isSame(ScheduleRecord before, Work work, Recurrence recurrence, Instant now) {
        Instant start = before.recurrence().start();
        return !before.retired()
                && before.work().equals(work)
                && before.recurrence().equals(started(recurrence, start))
                && (recurrence.start() != null || !start.isAfter(now));
    }

    private void refuseElsewhere(String id, ScheduleStore store) {
        stores().filter(other -> other != store)
                .map(other -> other.find(id))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(other -> {
                    throw new InvalidTaskException(
                            ScheduleMessage.ELSEWHERE.text(id, other.work().backend()));
                });
    }

    /** An interval is counted from a start, so there must be one. */
    private static Recurrence started(Recurrence recurrence, Instant now) {
        return recurrence.start() == null ? recurrence.from(now) : recurrence;
    }

    @Override
    public Optional<TaskSchedule> find(String id) {
        requireNonNull(id, "id");
        return stores().map(store -> call(() -> store.find(id)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(StoredSchedule::new);
    }

    @Override
    public List<TaskSchedule> list() {
        return stores().flatMap(store -> call(store::list).stream())
                .<TaskSchedule>map(StoredSchedule::new)
                .sorted(Comparator.comparing(TaskSchedule::id))
                .toList();
    }

    @Override
    public boolean pause(String id) {
        return changeWithFormer(id, (store, schedule) -> schedule.paused() ? null : schedule.paused(true));
    }

    @Override
    public boolean resume(String id) {
        return changeWithFormer(id, (store, schedule) -> {
            if (!schedule.paused()) {
                return null;
            }
            Course course = schedule.course();
            Instant next = course.nextTick() == null
                    ? null
                    : Recurrences.next(schedule.recurrence(), later(store.now(), course));
            return schedule.paused(false).with(new Course(next, course.lastTick(), course.lastTask(), course.ticks()));
        });
    }

    /** A node of the version before, which knows the schedule by its former id, finds what was said of it. */
    private boolean changeWithFormer(String id, Change change) {
        boolean changed = change(id, change);
        registry.find(id).filter(task -> task.name().equals(id)).ifPresent(task -> task.formerNames()
                .forEach(former -> change(
                        former,
                        (store, schedule) ->
                                schedule.declared() && schedule.work().task().equals(former)
                                        ? change.of(store, schedule)
                                        : null)));
        return changed;
    }

    private static Instant later(Instant now, Course course) {
        return now.isAfter(course.nextTick()) ? now : course.nextTick();
    }

    @Override
    public boolean delete(String id) {
        requireNonNull(id, "id");
        return stores().anyMatch(store -> call(() -> store.delete(id)));
    }

    @Override
    public Optional<TaskResult<?>> runNow(String id) {
        requireNonNull(id, "id");
        return stores().flatMap(store -> call(() -> store.find(id)).stream())
                .findFirst()
                .map(schedule -> enqueuer.enqueue(schedule.work()));
    }

    @Override
    public void declare(String backend, List<DeclaredSchedule> declared) {
        Map<String, Set<String>> formerIds = DeclaredSchedule.formerIds(declared);
        each(declared, schedule -> declaring(backend, schedule)
                .declare(schedule, formerIds.getOrDefault(schedule.id(), Set.of())));
        foldIn(backend, declared);
    }

    @Override
    public void foldIn(String backend, List<DeclaredSchedule> declared) {
        Map<String, Set<String>> formerIds = DeclaredSchedule.formerIds(declared);
        each(
                declared.stream()
                        .filter(schedule -> formerIds.containsKey(schedule.id()))
                        .toList(),
                schedule -> declaring(backend, schedule).foldIn(schedule.id(), formerIds.get(schedule.id())));
    }

    private Declaring declaring(String backend, DeclaredSchedule schedule) {
        return new Declaring(storeOf(backend, schedule.recurrence()));
    }

    private static void each(List<DeclaredSchedule> declared, Consumer<DeclaredSchedule> action) {
        RuntimeException failure = null;
        for (DeclaredSchedule schedule : declared) {
            try {
                action.accept(schedule);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @FunctionalInterface
    private interface Change {
        /** {@code null} for none. */
        ScheduleRecord of(ScheduleStore store, ScheduleRecord schedule);
    }

    /** @return whether there was anything to change */
    private boolean change(String id, Change change) {
        requireNonNull(id, "id");
        for (ScheduleStore store : stores().toList()) {
            if (call(() -> store.find(id)).isPresent()) {
                return change(store, id, change);
            }
        }
        return false;
    }

    private boolean change(ScheduleStore store, String id, Change change) {
        for (int tries = 0; tries < ScheduleRace.MAX_TRIES; tries++) {
            Optional<ScheduleRecord> before = call(() -> store.find(id));
            ScheduleRecord changed =
                    before.map(known -> call(() -> change.of(store, known))).orElse(null);
            if (changed == null) {
                return false;
            }
            if (call(() -> store.write(changed))) {
                return true;
            }
        }
        throw ScheduleRace.lost(id);
    }

    private ScheduleRecord written(String id, Supplier<Optional<ScheduleRecord>> write) {
        for (int tries = 0; tries < ScheduleRace.MAX_TRIES; tries++) {
            Optional<ScheduleRecord> written = call(write);
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw ScheduleRace.lost(id);
    }

    private Stream<ScheduleStore> stores() {
        Function<String, ActiveBackend> get = backends::get;
        return backends.names().stream()
                .map(get)
                .filter(target -> target.has(Feature.SCHEDULES))
                .map(target -> target.backend().schedules());
    }

    /** In the caller's transaction if one is active; else with none at all, so that the store begins its own. */
    private <T> T call(Supplier<T> action) {
        return transactions.current() == null ? transactions.suspended(action) : action.get();
    }

    private static void require(boolean kept, ScheduleMessage rule, Object... facts) {
        if (!kept) {
            throw new InvalidTaskException(rule.text(facts));
        }
    }
}
