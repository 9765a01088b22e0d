package ee.tasks.jpa;

import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes ticks of many schedules in one transaction, by batches. It locks the schedules first, skips those that others have locked, and
 * writes those that still have the revision that was read. A tick's own row guards it, too: nodes that know the schedule by a former id
 * lock another row of ee_schedule, and take the same ticks.
 */
final class TickTaking {

    /** How long a tick's row is kept after it: a schedule only goes forward, and a task can look up its tick for as long. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String INSERT =
            "insert into ee_schedule_tick (namespace, schedule_id, tick, task_id) values (?, ?, ?, ?)";

    /** Does not name the namespace: the database would use the index on all of the namespace's ticks. A task id has only one. */
    private static final String OF_TASKS =
            "select k.task_id, k.schedule_id from ee_schedule_tick k where k.task_id in (%s)";

    private static final String TASK =
            "select k.task_id from ee_schedule_tick k where k.namespace = ? and k.schedule_id = ? and k.tick = ?";

    private static final String HAND_OVER =
            "update ee_schedule_tick set task_id = ? where namespace = ? and schedule_id = ? and tick = ?";

    private static final String LAST_TASK = "update ee_schedule set last_task = ? where namespace = ? and id = ?";

    private static final String FORGET =
            "delete from ee_schedule_tick where namespace = ? and schedule_id = ? and tick < ?";

    /** One tick of a schedule. */
    private record TakenTick(Taking taking, Tick tick) {

        String task() {
            return tick.request().id();
        }

        Set<String> ids() {
            return TickTaking.ids(taking);
        }
    }

    private final String namespace;
    private final SqlDialect dialect;
    private final Schedules schedules;
    private final Enqueueing enqueueing;

    TickTaking(String namespace, SqlDialect dialect, Schedules schedules, Enqueueing enqueueing) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.schedules = schedules;
        this.enqueueing = enqueueing;
    }

    Set<String> take(Connection connection, Collection<Taking> takings) throws SQLException {
        dialect.prepareWorker(connection);
        Map<String, Taking> byId = takings.stream()
                .collect(Collectors.toMap(taking -> taking.schedule().id(), Function.identity()));
        Map<String, Long> locked = schedules.lock(connection, byId.keySet());
        List<ScheduleRecord> asRead = byId.values().stream()
                .map(Taking::schedule)
                .filter(schedule -> schedule.revision() != ScheduleRecord.NEW)
                .filter(schedule -> Long.valueOf(schedule.revision()).equals(locked.get(schedule.id())))
                .toList();
        List<Taking> taken = schedules.writeAll(connection, asRead).stream()
                .map(schedule -> byId.get(schedule.id()))
                .toList();
        enqueueing.insertAll(connection, free(connection, taken).iterator());
        forget(connection, taken);
        return taken.stream().map(taking -> taking.schedule().id()).collect(Collectors.toSet());
    }

    /** The tasks of the ticks that have had none before. */
    private List<TaskRequest> free(Connection connection, List<Taking> taken) throws SQLException {
        List<TakenTick> ticks = taken.stream()
                .flatMap(taking -> taking.ticks().stream().map(tick -> new TakenTick(taking, tick)))
                .toList();
        // Sorted, so that two nodes that write the same rows do not deadlock.
        dialect.insertAllIfAbsent(
                connection,
                INSERT,
                ticks.stream()
                        .flatMap(each -> each.ids().stream().map(id ->
                                new Object[] {namespace, id, each.tick().at(), each.task()}))
                        .sorted(Comparator.comparing((Object[] row) -> (String) row[1])
                                .thenComparing(row -> (Instant) row[2]))
                        .toList());
        Map<String, Long> written = written(connection, ticks);
        List<TaskRequest> free = new ArrayList<>();
        for (TakenTick each : ticks) {
            if (written.getOrDefault(each.task(), 0L) == each.ids().size()) {
                free.add(each.tick().request());
            } else {
                leaveTo(connection, each);
            }
        }
        return free;
    }

    /** Counts the rows that name each task, since MariaDB and MySQL do not tell which rows of a batch were inserted. */
    private Map<String, Long> written(Connection connection, List<TakenTick> ticks) throws SQLException {
        Map<String, Long> written = new HashMap<>();
        for (List<String> tasks : Sql.chunks(ticks.stream().map(TakenTick::task).toList())) {
            Sql.list(connection, OF_TASKS.formatted(Sql.marks(tasks.size())), row -> row.getString(1), tasks.toArray())
                    .forEach(task -> written.merge(task, 1L, Long::sum));
        }
        return written;
    }

    /** The tick has had a task under at least one of the ids; now it has that task under all of them. */
    private void leaveTo(Connection connection, TakenTick found) throws SQLException {
        String owner = null;
        for (String id : found.ids()) {
            for (String task : Sql.list(
                    connection,
                    TASK,
                    row -> row.getString(1),
                    namespace,
                    id,
                    found.tick().at())) {
                owner = task.equals(found.task()) ? owner : task;
            }
        }
        if (owner == null) { // a transaction of a caller that does not see it
            throw new TaskStoreException(
                    JpaMessage.TICK_UNSEEN.text(
                            found.tick().at(), found.taking().schedule().id()),
                    null,
                    true);
        }
        for (String id : found.ids()) {
            Sql.update(connection, HAND_OVER, owner, namespace, id, found.tick().at());
        }
        ScheduleRecord schedule = found.taking().schedule();
        if (found.task().equals(schedule.course().lastTask())) {
            Sql.update(connection, LAST_TASK, owner, namespace, schedule.id());
        }
    }

    private void forget(Connection connection, List<Taking> taken) throws SQLException {
        Sql.batch(
                connection,
                FORGET,
                taken.stream()
                        .filter(taking -> taking.schedule().course().lastTick() != null)
                        .flatMap(taking -> ids(taking).stream().map(id -> new Object[] {
                            namespace, id, taking.schedule().course().lastTick().minus(KEPT)
                        }))
                        .toList());
    }

    private static Set<String> ids(Taking taking) {
        return Stream.concat(Stream.of(taking.schedule().id()), taking.formerIds().stream())
                .collect(Collectors.toSet());
    }
}
