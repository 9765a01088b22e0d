package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import ee.tasks.spi.Expired;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Cancels tasks that have not started in time. A task that expires has a row in ee_task_expiry until it has started or finished, so
 * that neither a claim nor a sweep reads tasks that do not.
 *
 * <p>A sweep looks at one page of the rows that are due, and skips those that others have locked, and those whose tasks are: it looks at
 * these again 5 s later, and a minute later at tasks that are claimed and may still be given back. A claim never returns a task that has
 * expired, but cancels it in its own transaction; the next sweep of this node reports that.
 */
final class Expiring {

    private static final Duration CLAIMED = Duration.ofMinutes(1);
    private static final Duration LOCKED = Duration.ofSeconds(5);
    /** Of the tasks that claims have cancelled and no sweep has reported. */
    private static final int MAX_UNREPORTED = 10_000;

    private static final String INSERT = "insert into ee_task_expiry (task_id, namespace, look_at) values (?, ?, ?)";

    static final String DUE = """
            select t.task_id from ee_task_expiry t where t.namespace = ? and t.look_at <= %s
            order by t.namespace, t.look_at, t.task_id
            fetch first %d rows only""";

    private static final String LOCK =
            "select t.id, t.status, t.attempts, t.expires_at from ee_task t where t.id in (%s)";

    private static final String THERE = "select t.id from ee_task t where t.id in (%s)";

    private static final String CANCELLED = "select t.id from ee_task t where t.status = 'CANCELLED' and t.id in (%s)";

    private static final String CANCEL = """
            update ee_task set status = 'CANCELLED', finished_at = %1$s, due = false, promote_at = null,
                parked_at = null, parked_by = null, parked_reason = null
            where id = ? and namespace = ? and status in ('READY', 'WAITING') and attempts = 0 and expires_at <= %1$s""";

    private static final String CANCEL_CLAIMED = """
            update ee_task set status = 'CANCELLED', finished_at = %s, claim_id = null, node_id = null
            where id = ? and claim_id = ? and status = 'RUNNING' and namespace = ?""";

    private static final String LATER = "update ee_task_expiry set look_at = %s where task_id = ?";

    private static final String DELETE = "delete from ee_task_expiry where task_id = ?";

    /** A task that may have expired, locked. */
    private record Expiry(String id, TaskStatus status, int attempts, Instant expiresAt) {

        private boolean isOpen() {
            return !status.isFinished() && attempts == 0 && expiresAt != null;
        }
    }

    private final String namespace;
    private final SqlDialect dialect;
    private final StoreClock clock;
    private final Marks marks;
    private final String cancel;
    private final String cancelClaimed;
    private final String later;
    private final Queue<String> unreported = new ConcurrentLinkedQueue<>();

    Expiring(String namespace, SqlDialect dialect, StoreClock clock, Marks marks) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.clock = clock;
        this.marks = marks;
        cancel = CANCEL.formatted(dialect.now());
        cancelClaimed = CANCEL_CLAIMED.formatted(dialect.now());
        later = LATER.formatted(dialect.plusMicros(dialect.now()));
    }

    /** After the tasks themselves were inserted. */
    void insert(Connection connection, Collection<TaskEntity> tasks) throws SQLException {
        List<Object[]> rows = tasks.stream()
                .filter(task -> task.expiresAt != null)
                .map(task -> new Object[] {task.id, namespace, task.expiresAt})
                .toList();
        if (!rows.isEmpty()) {
            Sql.batch(connection, INSERT, rows);
        }
    }

    /** Cancels those that were claimed too late, and returns the others. The claim has their rows locked. */
    List<TaskRow> inTime(Connection connection, List<TaskRow> claimed) throws SQLException {
        Map<String, Instant> late = claimed.stream()
                .filter(TaskRow::isLate)
                .collect(Collectors.toMap(row -> row.task().id(), TaskRow::expiresAt));
        if (late.isEmpty()) {
            return claimed;
        }
        Sql.batch(
                connection,
                cancelClaimed,
                claimed.stream()
                        .filter(TaskRow::isLate)
                        .sorted(Comparator.comparing(row -> row.task().id()))
                        .map(row -> new Object[] {row.task().id(), row.claimId(), namespace})
                        .toList());
        explain(connection, late);
        marks.finished(connection, late.keySet(), true);
        if (unreported.size() < MAX_UNREPORTED) {
            unreported.addAll(late.keySet());
        }
        return claimed.stream().filter(row -> !row.isLate()).toList();
    }

    Expired expire(Connection connection, int max) throws SQLException {
        dialect.prepareWalk(connection);
        List<String> due = Sql.list(
                connection,
                DUE.formatted(dialect.once(dialect.now()), max) + dialect.forUpdateSkipLocked(),
                row -> row.getString(1),
                namespace);
        List<String> cancelled = new ArrayList<>(reported(connection));
        if (!due.isEmpty()) {
            cancelled.addAll(cancel(connection, due));
        }
        return new Expired(cancelled, due.size() == max);
    }

    /** The transaction of a claim that noted a task may have been rolled back. */
    private List<String> reported(Connection connection) throws SQLException {
        List<String> noted = new ArrayList<>();
        for (String id = unreported.poll(); id != null; id = unreported.poll()) {
            noted.add(id);
        }
        return ids(connection, CANCELLED, noted);
    }

    private List<String> cancel(Connection connection, List<String> due) throws SQLException {
        Map<String, Expiry> found = new LinkedHashMap<>();
        for (List<String> chunk : Sql.chunks(due)) {
            Sql.list(
                            connection,
                            LOCK.formatted(Sql.marks(chunk.size())) + dialect.forUpdateByKeySkipLocked(),
                            row -> new Expiry(
                                    row.getString(1),
                                    TaskStatus.valueOf(row.getString(2)),
                                    row.getInt(3),
                                    Sql.instant(row, 4)),
                            chunk.toArray())
                    .forEach(each -> found.put(each.id, each));
        }
        List<Expiry> open = found.values().stream()
                .filter(each -> each.isOpen() && each.status != TaskStatus.RUNNING)
                .sorted(Comparator.comparing(Expiry::id))
                .toList();
        int[] counts = Sql.batch(
                connection,
                cancel,
                open.stream().map(each -> new Object[] {each.id, namespace}).toList());
        Map<String, Instant> cancelled = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                cancelled.put(open.get(i).id, open.get(i).expiresAt);
            }
        }
        explain(connection, cancelled);
        if (!cancelled.isEmpty()) {
            marks.finished(connection, cancelled.keySet(), true);
        }
        tidy(connection, due, found, cancelled.keySet());
        return List.copyOf(cancelled.keySet());
    }

    private void tidy(Connection connection, List<String> due, Map<String, Expiry> found, Set<String> cancelled)
            throws SQLException {
        List<String> missing = due.stream().filter(id -> !found.containsKey(id)).toList();
        Set<String> locked = new HashSet<>(ids(connection, THERE, missing));
        List<String> over = new ArrayList<>();
        List<Object[]> again = new ArrayList<>();
        for (String id : due.stream().sorted().toList()) {
            Expiry task = found.get(id);
            if (locked.contains(id)) {
                again.add(new Object[] {Micros.of(LOCKED), id});
            } else if (task != null && task.isOpen() && !cancelled.contains(id)) {
                again.add(new Object[] {Micros.of(task.status == TaskStatus.RUNNING ? CLAIMED : LOCKED), id});
            } else {
                over.add(id);
            }
        }
        Sql.batch(connection, later, again);
        Sql.batch(connection, DELETE, Sql.rows(over));
    }

    private static List<String> ids(Connection connection, String select, List<String> among) throws SQLException {
        List<String> found = new ArrayList<>();
        for (List<String> chunk : Sql.chunks(among)) {
            found.addAll(Sql.list(
                    connection, select.formatted(Sql.marks(chunk.size())), row -> row.getString(1), chunk.toArray()));
        }
        return found;
    }

    /** With the number of no attempt, which an attempt after a retry by hand does not take. */
    private void explain(Connection connection, Map<String, Instant> expired) throws SQLException {
        if (expired.isEmpty()) {
            return;
        }
        Instant now = clock.now(connection);
        Completing.insertErrors(
                connection,
                expired.entrySet().stream()
                        .map(each -> new Object[] {
                            each.getKey(), 0, Expired.ERROR, JpaMessage.EXPIRED.text(each.getValue()), "", null, now
                        })
                        .toList());
    }
}
