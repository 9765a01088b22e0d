package ee.tasks.jpa;

import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Parks tasks that this node's deployment cannot run, offers them to other nodes, and fails those that nobody can read.
 *
 * <p>A parked task is READY but not due. Another node that knows its name unparks it, and for 30 s only that node's claims see it, so that
 * it is not parked again by those that cannot run it. A node that could not read its arguments never unparks it again. A parked task
 * fails once it has been unreadable for the caller's grace, and parked for 30 s in which nobody took it up.
 */
final class ParkedTasks {

    private static final Duration OFFER = Duration.ofSeconds(30);
    private static final int MAX_REASON_LENGTH = 1_000;

    /** A task that was attempted after it was found unreadable has been read by somebody: the time starts anew. */
    private static final String PARK = """
            update ee_task set status = case when cancel_requested then 'CANCELLED' else 'READY' end,
                finished_at = case when cancel_requested then %1$s else null end,
                parked_at = case when cancel_requested then null else %1$s end,
                parked_by = case when cancel_requested then null else cast(? as varchar(64)) end,
                parked_reason = case when cancel_requested then null else cast(? as varchar(1000)) end,
                unreadable_since = case when ? and (unreadable_since is null or last_attempted_at > unreadable_since)
                    then %1$s else unreadable_since end,
                claim_id = null, node_id = null, claim_started = false
            where id = ? and claim_id = ? and status = 'RUNNING' and namespace = ?""";

    private static final String INSERT_UNREADABLE = "insert into ee_task_unreadable (task_id, node_id) values (?, ?)";

    /** Without an order, so that each database uses the index on the task's name: a million may be parked that nobody knows. */
    private static final String PARKED = """
            select t.id from ee_task t
            where t.namespace = ? and t.parked_at is not null and t.parked_by <> ? and %s%s
              and not exists (select 1 from ee_task_unreadable u where u.task_id = t.id and u.node_id = ?)
            fetch first %d rows only""";

    /** Tests the row again: it may have been unparked, run and parked meanwhile. */
    private static final String UNPARK = """
            update ee_task set due = true, parked_at = null, parked_by = null, parked_reason = null,
                offered_to = ?, offered_until = %s
            where id = ? and status = 'READY' and parked_at is not null and parked_by <> ?""";

    /** Parked for as long as an offer: a node that has not tried it would have unparked it by now. */
    private static final String GIVEN_UP = """
            select t.id, t.attempts, t.parked_by, t.parked_reason from ee_task t
            where t.namespace = ? and t.unreadable_since <= %1$s and t.parked_at <= %1$s
            order by t.namespace, t.unreadable_since
            fetch first %2$d rows only""";

    private static final String GIVE_UP = """
            update ee_task set status = 'FAILED', finished_at = %s, attempts = least(attempts, 2147483646) + 1,
                parked_at = null, parked_by = null, parked_reason = null
            where id = ? and status = 'READY' and parked_at is not null and attempts = ?""";

    /** For rows that were edited by hand, which would be looked at again and again. */
    private static final String NOT_PARKED = """
            update ee_task set parked_at = null, parked_by = null, parked_reason = null
            where id = ? and parked_at is not null and status <> 'READY'""";

    private static final String COUNT = """
            select count(*), count(t.unreadable_since) from ee_task t
            where t.namespace = ? and t.parked_at is not null""";

    private record GivenUp(String id, int attempts, String node, String reason) {}

    private final String namespace;
    private final SqlDialect dialect;
    private final StoreClock clock;
    private final Marks marks;
    private final GateExits exits;
    private final String park;
    private final String unpark;
    private final String giveUp;

    ParkedTasks(String namespace, SqlDialect dialect, StoreClock clock, Marks marks, GateExits exits) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.clock = clock;
        this.marks = marks;
        this.exits = exits;
        String now = dialect.now();
        park = PARK.formatted(now);
        unpark = UNPARK.formatted(dialect.plusMicros(now));
        giveUp = GIVE_UP.formatted(now);
    }

    void park(Connection connection, Collection<Parked> tasks) throws SQLException {
        if (tasks.isEmpty()) {
            return;
        }
        dialect.prepareWorker(connection);
        List<Parked> sorted = tasks.stream()
                .sorted(Comparator.comparing(each -> each.claim().id()))
                .toList();
        int[] counts =
                Sql.batch(connection, park, sorted.stream().map(this::row).toList());
        for (int i = 0; i < counts.length; i++) {
            Parked each = sorted.get(i);
            if (counts[i] == 1 && each.why() == Parking.UNREADABLE) {
                dialect.insertIfAbsent(
                        connection, INSERT_UNREADABLE, each.claim().id(), each.node());
            }
        }
        exits.left(connection, sorted.stream().map(Parked::claim).toList());
        marks.finished(
                connection, sorted.stream().map(each -> each.claim().id()).toList(), true);
    }

    private Object[] row(Parked task) {
        return new Object[] {
            task.node(),
            StoredText.clean(task.reason(), MAX_REASON_LENGTH),
            task.why() == Parking.UNREADABLE,
            task.claim().id(),
            task.claim().claimId(),
            namespace
        };
    }

    /** Unparks one page. What others have locked is left to the next round. */
    int unpark(Connection connection, String node, QueueSelection selection, Set<String> tasks, int page)
            throws SQLException {
        dialect.prepareWorker(connection);
        List<Object> parameters = new ArrayList<>(List.of(namespace, node));
        parameters.addAll(tasks);
        if (!selection.includesAll()) {
            parameters.addAll(selection.included());
        }
        parameters.addAll(selection.excluded());
        parameters.add(node);
        List<String> ids = Sql.list(
                connection,
                parked(selection, tasks.size(), page) + dialect.forUpdateSkipLocked(),
                row -> row.getString(1),
                parameters.toArray());
        List<String> sorted = ids.stream().sorted().toList();
        int[] counts = Sql.batch(
                connection,
                unpark,
                sorted.stream()
                        .map(id -> new Object[] {node, Micros.of(OFFER), id, node})
                        .toList());
        putRight(connection, sorted, counts);
        return Arrays.stream(counts).sum();
    }

    /** A row that was not changed is not READY, or another transaction was quicker. */
    private static void putRight(Connection connection, List<String> ids, int[] counts) throws SQLException {
        List<String> unchanged = IntStream.range(0, counts.length)
                .filter(i -> counts[i] == 0)
                .mapToObj(ids::get)
                .toList();
        Strays.putRight(connection, unchanged, NOT_PARKED, "had a parked_at, but were not READY");
    }

    private static String parked(QueueSelection selection, int tasks, int page) {
        String included = selection.includesAll()
                ? ""
                : " and " + Sql.in("t.queue", selection.included().size());
        String excluded = selection.excluded().isEmpty()
                ? ""
                : " and not " + Sql.in("t.queue", selection.excluded().size());
        return PARKED.formatted(Sql.in("t.task", tasks), included + excluded, page);
    }

    List<String> failUnreadable(Connection connection, Duration grace, int max) throws SQLException {
        dialect.prepareWorker(connection);
        List<GivenUp> candidates = new ArrayList<>(Sql.list(
                connection,
                GIVEN_UP.formatted(dialect.once(dialect.plusMicros(dialect.now())), max)
                        + dialect.forUpdateSkipLocked(),
                row -> new GivenUp(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)),
                namespace,
                -Micros.of(grace),
                -Micros.of(OFFER)));
        candidates.sort(Comparator.comparing(GivenUp::id));
        int[] counts = Sql.batch(
                connection,
                giveUp,
                candidates.stream()
                        .map(each -> new Object[] {each.id, each.attempts})
                        .toList());
        putRight(connection, candidates.stream().map(GivenUp::id).toList(), counts);
        List<Object[]> errors = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                GivenUp each = candidates.get(i);
                failed.add(each.id);
                errors.add(new Object[] {
                    each.id,
                    each.attempts + 1,
                    "ee.tasks.UnreadableTaskError",
                    JpaMessage.UNREADABLE_TOO_LONG.text(grace, each.reason),
                    "",
                    each.node,
                    clock.now(connection)
                });
            }
        }
        Completing.insertErrors(connection, errors);
        marks.finished(connection, failed, true);
        return failed;
    }

    Map<Parking, Long> count(Connection connection) throws SQLException {
        dialect.prepareWorker(connection);
        return Sql.list(connection, COUNT, row -> byReason(row.getLong(1), row.getLong(2)), namespace)
                .get(0);
    }

    private static Map<Parking, Long> byReason(long all, long unreadable) {
        Map<Parking, Long> counts = new EnumMap<>(Parking.class);
        counts.put(Parking.UNKNOWN_TASK, all - unreadable);
        counts.put(Parking.UNREADABLE, unreadable);
        return counts;
    }
}
