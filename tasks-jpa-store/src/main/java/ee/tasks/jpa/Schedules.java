package ee.tasks.jpa;

import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Due;
import ee.tasks.spi.ScheduleStore.DueSchedules;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStoreException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Schedules. The revision is what two writers of a row fight for; whoever has it holds the row until its transaction ends, and with it
 * the row's ticks, which have keys of their own all the same.
 */
final class Schedules {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    /** A schedule only goes forward; and so long a task knows its tick. */
    private static final Duration TICKS_KEPT = Duration.ofDays(1);

    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final String FIND =
            "select " + ScheduleRow.COLUMNS + " from ee_schedule s where s.namespace = ? and s.id = ?";

    private static final String LIST =
            "select " + ScheduleRow.COLUMNS + " from ee_schedule s where s.namespace = ? order by s.id";

    private static final String REVISION = "select s.revision from ee_schedule s where s.namespace = ? and s.id = ?";

    private static final String DUE = "select " + ScheduleRow.COLUMNS + """
            , case when t.id is not null and t.finished_at is null then 1 else 0 end as unfinished
            from ee_schedule s left join ee_task t on t.id = s.last_task
            where s.namespace = ? and s.due_at is not null
              and (s.declared = false or s.id in (%s))
            order by s.namespace, s.due_at, s.id
            fetch first %d rows only""";

    private static final String INSERT_TICK =
            "insert into ee_schedule_tick (namespace, schedule_id, tick, task_id) values (?, ?, ?, ?)";

    private static final String TASK_OF_TICK =
            "select k.task_id from ee_schedule_tick k where k.namespace = ? and k.schedule_id = ? and k.tick = ?";

    private static final String TICK_OF_TASK =
            "select k.tick from ee_schedule_tick k where k.task_id = ? and k.namespace = ?";

    private static final String LAST_TASK = "update ee_schedule set last_task = ? where namespace = ? and id = ?";

    private static final String FORGET_TICKS =
            "delete from ee_schedule_tick where namespace = ? and schedule_id = ? and tick < ?";

    private static final String BRING_BACK = """
            update ee_schedule set retired = false, due_at = case when paused = true then null else next_tick end, revision = ?
            where namespace = ? and id = ? and retired = true""";

    private static final String DELETE_TICKS = "delete from ee_schedule_tick where namespace = ? and schedule_id = ?";
    private static final String DELETE = "delete from ee_schedule where namespace = ? and id = ?";

    private final String namespace;
    private final SqlDialect dialect;
    private final StoreClock clock;
    private final Enqueueing enqueueing;
    private final String insert;
    private final String update;
    private final String lock;
    private final String undeclared;
    private final String declare;
    private final String silent;
    private final String retire;
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    Schedules(String namespace, SqlDialect dialect, StoreClock clock, Enqueueing enqueueing) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.clock = clock;
        this.enqueueing = enqueueing;
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
        lock = "select t.id from ee_schedule t where t.namespace = ? and t.id = ? and t.revision = ?"
                + dialect.forUpdateSkipLocked();
        undeclared = """
                select t.id from ee_schedule t where t.namespace = ? and t.id in (%%s)
                  and (t.retired = true or t.declared_at < %s)""".formatted(dialect.plusMicros(dialect.now())) + dialect.forUpdateSkipLocked();
        String silence = "declared = true and retired = false and declared_at < " + dialect.plusMicros(dialect.now());
        silent = "select s.id from ee_schedule s where s.namespace = ? and " + silence;
        retire =
                "update ee_schedule set retired = true, due_at = null, revision = ? where namespace = ? and id = ? and "
                        + silence;
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

    /** What cannot be read here hides nothing else; said once for each. */
    private Optional<ScheduleRecord> readable(ResultSet row) throws SQLException {
        try {
            return Optional.of(read(row));
        } catch (TaskStoreException e) {
            if (unreadable.add(row.getString("id"))) {
                LOG.log(Level.ERROR, e.getMessage());
            }
            return Optional.empty();
        }
    }

    List<ScheduleRecord> list(Connection connection) throws SQLException {
        return Sql.list(connection, LIST, this::readable, namespace).stream()
                .flatMap(Optional::stream)
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    private static long newRevision() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    boolean write(Connection connection, ScheduleRecord schedule) throws SQLException {
        long revision = newRevision();
        if (schedule.revision() != ScheduleStore.NEW) {
            Object[] values = ScheduleRow.values(schedule, revision, namespace, schedule.id(), schedule.revision());
            return Sql.update(connection, update, values) == 1;
        }
        return dialect.insertIfAbsent(
                        connection, insert, ScheduleRow.values(schedule, revision, namespace, schedule.id()))
                || Sql.list(connection, REVISION, row -> row.getLong(1), namespace, schedule.id())
                        .contains(revision);
    }

    boolean delete(Connection connection, String id) throws SQLException {
        boolean deleted = Sql.update(connection, DELETE, namespace, id) == 1;
        Sql.update(connection, DELETE_TICKS, namespace, id);
        return deleted;
    }

    Optional<Instant> tickOf(Connection connection, String task) throws SQLException {
        return Sql.list(connection, TICK_OF_TASK, row -> Sql.instant(row, 1), task, namespace).stream()
                .findFirst();
    }

    /** One more than wanted, to know when the next comes, and as many as could not be read. */
    DueSchedules due(Connection connection, Set<String> declared, int max) throws SQLException {
        dialect.prepareWorker(connection);
        String sql = DUE.formatted(declared.isEmpty() ? "''" : Sql.marks(declared.size()), max + 1 + unreadable.size());
        List<Due> waiting = Sql.list(
                        connection,
                        sql,
                        row -> {
                            boolean unfinished = row.getInt("unfinished") == 1;
                            return readable(row).map(schedule -> new Due(schedule, unfinished));
                        },
                        Sql.parameters(namespace, declared))
                .stream()
                .flatMap(Optional::stream)
                .toList();
        Instant now = clock.now(connection);
        List<Due> due = waiting.stream()
                .filter(each -> !each.schedule().course().nextTick().isAfter(now))
                .limit(max)
                .toList();
        Instant next = waiting.stream()
                .skip(due.size())
                .findFirst()
                .map(each -> each.schedule().course().nextTick())
                .orElse(null);
        return new DueSchedules(now, due, next);
    }

    boolean take(Connection connection, ScheduleRecord schedule, List<Tick> ticks) throws SQLException {
        dialect.prepareWorker(connection);
        boolean locked = schedule.revision() != ScheduleStore.NEW
                && !Sql.list(connection, lock, row -> 1, namespace, schedule.id(), schedule.revision())
                        .isEmpty();
        if (!locked || !write(connection, schedule)) {
            return false;
        }
        List<TaskRequest> ours = new ArrayList<>();
        for (Tick tick : ticks) {
            String task = tick.request().id();
            String owner = dialect.insertIfAbsent(connection, INSERT_TICK, namespace, schedule.id(), tick.at(), task)
                    ? task
                    : Sql.list(connection, TASK_OF_TICK, row -> row.getString(1), namespace, schedule.id(), tick.at())
                            .stream()
                            .findFirst()
                            .orElse(null);
            if (task.equals(owner)) {
                ours.add(tick.request());
            } else if (task.equals(schedule.course().lastTask())) {
                Sql.update(connection, LAST_TASK, owner, namespace, schedule.id());
            }
        }
        enqueueing.insertAll(connection, ours.iterator());
        Instant last = schedule.course().lastTick();
        if (last != null) {
            Sql.update(connection, FORGET_TICKS, namespace, schedule.id(), last.minus(TICKS_KEPT));
        }
        return true;
    }

    /** Once in a while is enough, for all nodes together; what another has locked is left to the next. */
    void declare(Connection connection, Set<String> ids) throws SQLException {
        dialect.prepareWorker(connection);
        if (ids.isEmpty()) {
            return;
        }
        Object[] parameters = Sql.parameters(namespace, ids);
        Object[] withAge = Arrays.copyOf(parameters, parameters.length + 1);
        withAge[parameters.length] = -Micros.of(FRESH);
        List<String> sorted = Sql.list(
                        connection, undeclared.formatted(Sql.marks(ids.size())), row -> row.getString(1), withAge)
                .stream()
                .sorted()
                .toList();
        Sql.batch(
                connection,
                declare,
                sorted.stream().map(id -> new Object[] {namespace, id}).toList());
        Sql.batch(
                connection,
                BRING_BACK,
                sorted.stream()
                        .map(id -> new Object[] {newRevision(), namespace, id})
                        .toList());
    }

    List<String> retire(Connection connection, Duration silence) throws SQLException {
        dialect.prepareWorker(connection);
        long before = -Micros.of(silence);
        List<String> retired = new ArrayList<>();
        for (String id : Sql.list(connection, silent, row -> row.getString(1), namespace, before)) {
            long revision = newRevision();
            if (Sql.update(connection, retire, revision, namespace, id, before) == 1) {
                retired.add(id);
            }
        }
        return retired;
    }
}
