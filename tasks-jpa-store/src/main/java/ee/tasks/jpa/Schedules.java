package ee.tasks.jpa;

import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.DueSchedules;
import ee.tasks.spi.ScheduleStore.Position;
import ee.tasks.spi.TaskStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads and writes schedules. Of two writers of a row, the one whose update finds the revision that it has read wins, and has the row
 * locked until its transaction ends.
 *
 * <p>The worker does not wait for rows that another transaction has locked: it locks rows by their keys, {@value #MAX_IDS} at a time, skips
 * locked ones, and works with the rest. Its next poll or round finds those that were skipped.
 */
final class Schedules {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final String FIND =
            "select " + ScheduleRow.COLUMNS + " from ee_schedule t where t.namespace = ? and t.id = ?";

    private static final String LIST =
            "select " + ScheduleRow.COLUMNS + " from ee_schedule t where t.namespace = ? order by t.id";

    private static final String REVISION = "select t.revision from ee_schedule t where t.namespace = ? and t.id = ?";

    private static final int MAX_IDS = 500;

    private static final String WAITING_COLUMNS = ScheduleRow.COLUMNS + """
            , (select case when k.finished_at is null then 1 else 0 end from ee_task k where k.id = t.last_task) as unfinished
            """;

    /** Does not name the namespace: a task's id is unique in all of them. */
    private static final String TICK_OF_TASK = "select k.tick, k.namespace from ee_schedule_tick k where k.task_id = ?";

    private static final String BRING_BACK = """
            update ee_schedule set retired = false, due_at = case when paused = true then null else next_tick end, revision = ?
            where namespace = ? and id = ? and retired = true""";

    private static final String SILENT = "declared = true and retired = false and declared_at < ?";

    private static final String RETIRE =
            "update ee_schedule set retired = true, due_at = null, revision = ? where namespace = ? and id = ? and "
                    + SILENT;

    private static final String DELETE_TICKS = "delete from ee_schedule_tick where namespace = ? and schedule_id = ?";
    private static final String DELETE = "delete from ee_schedule where namespace = ? and id = ?";

    private final String namespace;
    private final SqlDialect dialect;
    private final StoreClock clock;
    private final String insert;
    private final String update;
    private final String made;
    private final String inOrder;
    private final String undeclared;
    private final String declare;
    private final String silent;
    private final SaidOnce unreadable = new SaidOnce(System::nanoTime);

    Schedules(String namespace, SqlDialect dialect, StoreClock clock) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.clock = clock;
        insert = "insert into ee_schedule (%s, namespace, id, declared_at) values (%s, ?, ?, %s)"
                .formatted(
                        String.join(", ", ScheduleRow.WRITTEN), Sql.marks(ScheduleRow.WRITTEN.size()), dialect.now());
        update = "update ee_schedule set %s, declared_at = %s where namespace = ? and id = ? and revision = ?"
                .formatted(
                        ScheduleRow.WRITTEN.stream()
                                .map(column -> column + " = ?")
                                .collect(Collectors.joining(", ")),
                        dialect.now());
        declare = "update ee_schedule set declared_at = " + dialect.now() + " where namespace = ? and id = ?";
        made = " from %s where t.namespace = ? and t.declared = false"
                .formatted(dialect.byIndex("ee_schedule t", "ee_schedule_made"));
        inOrder = " order by %s fetch first ? rows only".formatted(dialect.tickOrder());
        undeclared = " and (t.retired = true or t.declared_at < %s)".formatted(dialect.plusMicros(dialect.now()));
        silent = "select t.id from %s where t.namespace = ? and %s order by t.declared_at fetch first %d rows only"
                .formatted(dialect.byIndex("ee_schedule t", "ee_schedule_silent"), SILENT, MAX_IDS);
    }

    Instant now(Connection connection) throws SQLException {
        return clock.now(connection);
    }

    Optional<ScheduleRecord> find(Connection connection, String id) throws SQLException {
        return Sql.list(connection, FIND, Schedules::read, namespace, id).stream()
                .findFirst();
    }

    private static ScheduleRecord read(ResultSet row) throws SQLException {
        try {
            return ScheduleRow.read(row);
        } catch (RuntimeException e) {
            throw new TaskStoreException(JpaMessage.SCHEDULE_UNREADABLE.text(row.getString("id"), e), e, false);
        }
    }

    /** Skips, with a warning, rows that this JVM cannot read: they must not hide the others. */
    private Optional<ScheduleRecord> readable(ResultSet row) throws SQLException {
        try {
            return Optional.of(read(row));
        } catch (TaskStoreException e) {
            sayOnce(row.getString("id"), JpaMessage.SCHEDULE_UNREADABLE, e.getMessage());
            return Optional.empty();
        }
    }

    private void sayOnce(String id, JpaMessage message, String text) {
        if (unreadable.isNews(id)) {
            LOG.log(message.level(), text);
        }
    }

    List<ScheduleRecord> list(Connection connection) throws SQLException {
        return Sql.list(connection, LIST, this::readable, namespace).stream()
                .flatMap(Optional::stream)
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    static long newRevision() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    boolean write(Connection connection, ScheduleRecord schedule) throws SQLException {
        long revision = newRevision();
        if (schedule.revision() != ScheduleRecord.NEW) {
            Object[] values = ScheduleRow.values(schedule, revision, namespace, schedule.id(), schedule.revision());
            return Sql.update(connection, update, values) == 1;
        }
        return dialect.insertIfAbsent(
                        connection, insert, ScheduleRow.values(schedule, revision, namespace, schedule.id()))
                || Sql.list(connection, REVISION, row -> row.getLong(1), namespace, schedule.id())
                        .contains(revision);
    }

    /** Writes, in the order of their ids, the schedules that are as they were read, and none of the others. */
    List<ScheduleRecord> writeAll(Connection connection, Collection<ScheduleRecord> schedules) throws SQLException {
        List<ScheduleRecord> sorted = schedules.stream()
                .sorted(Comparator.comparing(ScheduleRecord::id))
                .toList();
        List<Object[]> rows = sorted.stream()
                .map(each -> ScheduleRow.values(each, newRevision(), namespace, each.id(), each.revision()))
                .toList();
        return won(sorted, Sql.batch(connection, update, rows));
    }

    private static <T> List<T> won(List<T> all, int[] counts) {
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] == 1)
                .mapToObj(all::get)
                .toList();
    }

    /** @throws TaskStoreException a lost race, so that the transaction is rolled back */
    void rename(Connection connection, ScheduleRecord former, ScheduleRecord schedule) throws SQLException {
        if (!write(connection, former) || !write(connection, schedule)) {
            throw new TaskStoreException(JpaMessage.RENAME_LOST.text(former.id(), schedule.id()), null, true);
        }
    }

    boolean delete(Connection connection, String id) throws SQLException {
        boolean deleted = Sql.update(connection, DELETE, namespace, id) == 1;
        Sql.update(connection, DELETE_TICKS, namespace, id);
        return deleted;
    }

    Optional<Instant> tickOf(Connection connection, String task) throws SQLException {
        return Sql.list(connection, TICK_OF_TASK, row -> Map.entry(Sql.instant(row, 1), row.getString(2)), task)
                .stream()
                .filter(tick -> tick.getValue().equals(namespace))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A row with its due time, and the schedule if it can be read. */
    private record Waiting(Position position, Optional<Due> due) {

        /** Compares both times: an edit by hand may have changed only one of them. */
        Instant tick() {
            return due.map(each -> each.schedule().course().nextTick())
                    .filter(tick -> tick.isAfter(position.tick()))
                    .orElse(position.tick());
        }

        boolean isAfter(Instant now) {
            return tick().isAfter(now);
        }
    }

    /** Reads only due schedules, the first one that is not due, and those that this node's code declares. */
    DueSchedules due(Connection connection, Set<String> declared, Position after, int max) throws SQLException {
        dialect.prepareWalk(connection);
        Instant now = clock.now(connection);
        List<Waiting> page = made(connection, after, now, max + 1);
        boolean isFull = page.size() > max;
        List<Waiting> all = new ArrayList<>(page.subList(0, Math.min(max, page.size())));
        Stream<Instant> coming = Stream.empty();
        if (!isFull) {
            coming = Sql.list(
                    connection,
                    "select t.due_at" + made + " and t.due_at > ?" + inOrder,
                    row -> Sql.instant(row, 1),
                    namespace,
                    now,
                    1)
                    .stream();
        }
        for (List<String> ids : keys(declared)) {
            String mine =
                    dialect.fromByKey("ee_schedule", ids.size()) + " and t.declared = true and t.due_at is not null";
            all.addAll(waiting(connection, mine, Sql.parameters(namespace, ids)));
        }
        Instant next = Stream.concat(
                        coming,
                        all.stream()
                                .filter(each -> each.due().isPresent() && each.isAfter(now))
                                .map(Waiting::tick))
                .min(Comparator.naturalOrder())
                .orElse(null);
        List<Due> due = all.stream()
                .filter(each -> !each.isAfter(now))
                .map(Waiting::due)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(each -> each.schedule().course().nextTick()))
                .toList();
        return new DueSchedules(now, due, isFull ? page.get(max - 1).position() : null, next);
    }

    /** The schedules that the application made: first the rest of an instant, then those after it, each a range of an index. */
    private List<Waiting> made(Connection connection, Position after, Instant now, int max) throws SQLException {
        List<Waiting> page = new ArrayList<>();
        if (!after.equals(Position.START)) {
            String rest = made + " and t.due_at = ? and t.id > ?" + inOrder;
            page.addAll(waiting(connection, rest, namespace, after.tick(), after.id(), max));
        }
        if (page.size() < max) {
            String behind = made + " and t.due_at > ? and t.due_at <= ?" + inOrder;
            page.addAll(waiting(connection, behind, namespace, after.tick(), now, max - page.size()));
        }
        return page;
    }

    private List<Waiting> waiting(Connection connection, String from, Object... parameters) throws SQLException {
        return Sql.list(
                connection,
                "select " + WAITING_COLUMNS + from,
                row -> {
                    boolean unfinished = row.getInt("unfinished") == 1;
                    return new Waiting(
                            new Position(Sql.instant(row, "due_at"), row.getString("id")),
                            readable(row).filter(this::hasTick).map(schedule -> new Due(schedule, unfinished)));
                },
                parameters);
    }

    private boolean hasTick(ScheduleRecord schedule) {
        boolean hasTick = schedule.course().nextTick() != null;
        if (!hasTick) {
            sayOnce(
                    schedule.id(),
                    JpaMessage.SCHEDULE_WITHOUT_TICK,
                    JpaMessage.SCHEDULE_WITHOUT_TICK.text(schedule.id()));
        }
        return hasTick;
    }

    /** Locks schedules, those that nobody has locked, and returns their revisions. */
    Map<String, Long> lock(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, Long> locked = new HashMap<>();
        for (List<String> page : keys(ids)) {
            Sql.list(
                            connection,
                            "select t.id, t.revision" + dialect.fromByKey("ee_schedule", page.size())
                                    + dialect.forUpdateByKeySkipLocked(),
                            row -> Map.entry(row.getString(1), row.getLong(2)),
                            Sql.parameters(namespace, page))
                    .forEach(row -> locked.put(row.getKey(), row.getValue()));
        }
        return locked;
    }

    private List<List<String>> keys(Collection<String> ids) {
        return Sql.pages(ids, dialect.keysAtOnce());
    }

    /** Writes only what is old enough: once in a while is enough, for all nodes together. */
    void declare(Connection connection, Set<String> ids) throws SQLException {
        dialect.prepareWorker(connection);
        for (List<String> page : keys(ids)) {
            Object[] parameters = Sql.parameters(namespace, page);
            Object[] withAge = Arrays.copyOf(parameters, parameters.length + 1);
            withAge[parameters.length] = -Micros.of(FRESH);
            List<String> free = locked(
                    connection,
                    Sql.list(
                            connection,
                            "select t.id" + dialect.fromByKey("ee_schedule", page.size()) + undeclared,
                            row -> row.getString(1),
                            withAge));
            Sql.batch(
                    connection,
                    declare,
                    free.stream().map(id -> new Object[] {namespace, id}).toList());
            Sql.batch(
                    connection,
                    BRING_BACK,
                    free.stream()
                            .map(id -> new Object[] {newRevision(), namespace, id})
                            .toList());
        }
    }

    private List<String> locked(Connection connection, List<String> ids) throws SQLException {
        return lock(connection, ids).keySet().stream().sorted().toList();
    }

    /** Retires one page; the next call finds the rest. */
    List<String> retire(Connection connection, Duration silence) throws SQLException {
        dialect.prepareWalk(connection);
        Instant before = clock.now(connection).minus(silence);
        List<String> free =
                locked(connection, Sql.list(connection, silent, row -> row.getString(1), namespace, before));
        List<Object[]> rows = free.stream()
                .map(id -> new Object[] {newRevision(), namespace, id, before})
                .toList();
        return won(free, Sql.batch(connection, RETIRE, rows));
    }
}
