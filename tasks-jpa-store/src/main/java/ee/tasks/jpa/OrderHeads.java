package ee.tasks.jpa;

import ee.tasks.TaskStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Moves the heads of orders: takes out tasks that have finished, and makes the next one of a key stop waiting for its turn. Whoever does so
 * has the key's row locked, and reads the places after that, so it sees all that was committed by those who had it before. It waits for no
 * lock: a key, or a task, that another transaction has locked is left to a later call. Doing it twice changes nothing.
 *
 * <p>Marks say which keys to look at. A walk over all keys, {@value #WALKED} a call, finds those whose mark was lost or never written, by
 * a node of the version before for instance, or whose head was deleted.
 */
final class OrderHeads {

    /** Mostly the one that has just finished is first, and the next one its successor. */
    private static final int FEW = 10;

    private static final int PAGE = 500;

    /** MariaDB 11.4 may read the whole table for a list of more than 200 (eq_range_index_dive_limit). */
    private static final int LISTED = 100;

    private static final int WALKED = 100;

    /** How long a key is kept that no task uses. */
    private static final Duration KEPT = Duration.ofHours(1);

    /** By the tasks alone: with a namespace beside the list a planner may read the whole namespace. */
    private static final String KEYS_OF =
            "select o.namespace, o.order_id, o.task_id from ee_ordered o where o.task_id in (%s)";

    private static final String FIRST = """
            select o.order_number, o.holds, o.task_id, t.status from ee_ordered o
            left join ee_task t on t.id = o.task_id
            where o.namespace = ? and o.order_id = ?
            order by o.namespace, o.order_id, o.order_number
            fetch first %d rows only""";

    private static final String MARKED = """
            select o.order_number, o.holds, o.task_id, t.status, o.namespace, o.order_id from ee_ordered o
            left join ee_task t on t.id = o.task_id
            where o.task_id in (%s)""";

    private static final String LOCK =
            "select t.id from ee_task t where t.status = 'WAITING' and t.namespace = ? and t.id in (?)";

    private static final String LEAVE =
            "delete from ee_ordered where namespace = ? and order_id = ? and order_number = ?";

    private static final String MOVE = "update ee_order set head = ? where namespace = ? and id = ?";

    private static final String EMPTY = "update ee_order set head = null where namespace = ? and id = ?";

    private static final String STOP_WAITING =
            "delete from ee_task_dependency where task_id = ? and predecessor_id = ?";

    private static final String WALK = """
            select k.id, k.head, t.status,
                case when exists (select 1 from ee_task_dependency d
                    where d.task_id = k.head and d.predecessor_id = k.head) then 1 else 0 end,
                case when k.touched_at < %1$s then 1 else 0 end,
                case when k.head is null and exists (select 1 from ee_ordered p
                    where p.namespace = k.namespace and p.order_id = k.id%3$s) then 1 else 0 end
            from (
                select o.namespace, o.id, o.head, o.touched_at from ee_order o where o.namespace = ? and o.id > ?
                order by o.namespace, o.id
                fetch first %2$d rows only) k
            left join ee_task t on t.id = k.head""";

    private static final String FORGET = """
            delete from ee_order where namespace = ? and id = ? and head is null
              and not exists (
                select 1 from ee_ordered p where p.namespace = ee_order.namespace and p.order_id = ee_order.id)""";

    private record OrderPlace(long number, boolean holds, String task, TaskStatus status) {

        static OrderPlace read(ResultSet row) throws SQLException {
            return new OrderPlace(
                    row.getLong(1), row.getBoolean(2), row.getString(3), OrderHeads.status(row.getString(4)));
        }

        boolean isOver() {
            return status == null || status.isFinished() && !(holds && status == TaskStatus.FAILED);
        }
    }

    /**
     * What one call did.
     *
     * @param readied how many tasks have become READY
     * @param left those of the given tasks whose keys have to be looked at again
     */
    record Moved(int readied, Set<String> left) {}

    private record Key(String id, long next, String head) {}

    private record Walked(String id, String head, TaskStatus status, boolean waits, boolean isOld, boolean hasTasks) {

        /** Its head is missing or gone, has finished, or waits for its turn still. */
        boolean isWrong() {
            return status == null || status.isFinished() || status == TaskStatus.WAITING && waits;
        }
    }

    private final String namespace;
    private final SqlDialect dialect;
    private final Isolation isolation;
    private final Followers followers;
    private final String walk;
    private volatile String walkedTo = " ";

    OrderHeads(String namespace, SqlDialect dialect, Isolation isolation, Followers followers) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.isolation = isolation;
        this.followers = followers;
        walk = WALK.formatted(dialect.once(dialect.plusMicros(dialect.now())), WALKED, dialect.forEachRow());
    }

    /** Looks at the keys of tasks that have finished, or may have. */
    Moved moveOn(Connection connection, Collection<String> tasks) throws SQLException {
        Map<String, Set<String>> byKey = new TreeMap<>();
        for (List<String> page : Sql.pages(tasks, LISTED)) {
            Sql.list(
                    connection,
                    KEYS_OF.formatted(Sql.marks(page.size())),
                    row -> namespace.equals(row.getString(1))
                            && byKey.computeIfAbsent(row.getString(2), key -> new TreeSet<>())
                                    .add(row.getString(3)),
                    page.toArray());
        }
        int readied = 0;
        Set<String> left = new HashSet<>();
        Set<String> locked = lock(connection, byKey.keySet());
        for (Map.Entry<String, Set<String>> each : byKey.entrySet()) {
            int released = locked.contains(each.getKey()) ? moveOn(connection, each.getKey(), each.getValue()) : -1;
            readied += Math.max(0, released);
            if (released < 0) {
                left.addAll(each.getValue());
            }
        }
        return new Moved(readied, left);
    }

    /**
     * Locks keys. Where a snapshot may be old, it leaves out those that have changed since: their places would be read as they were. A
     * later call has a later snapshot.
     */
    private Set<String> lock(Connection connection, Collection<String> keys) throws SQLException {
        Set<String> locked = new HashSet<>();
        for (List<String> page : Sql.pages(keys, dialect.keysAtOnce())) {
            Set<Key> current = read(connection, page, dialect.forUpdateByKeySkipLocked());
            if (isolation.mayBeOld(true)) {
                current.retainAll(read(connection, page, ""));
            }
            current.forEach(key -> locked.add(key.id));
        }
        return locked;
    }

    private Set<Key> read(Connection connection, List<String> page, String lock) throws SQLException {
        return new HashSet<>(Sql.list(
                connection,
                "select t.id, t.next_number, t.head" + dialect.fromByKey("ee_order", page.size()) + lock,
                row -> new Key(row.getString(1), row.getLong(2), row.getString(3)),
                Sql.parameters(namespace, page)));
    }

    /**
     * @param marked tasks to take out, if they are over, wherever they are in the order
     * @return how many have become READY; -1 if this has to be done again
     */
    private int moveOn(Connection connection, String key, Collection<String> marked) throws SQLException {
        Map<Long, OrderPlace> over = new TreeMap<>();
        for (List<String> page : Sql.pages(marked, LISTED)) {
            Sql.list(
                            connection,
                            MARKED.formatted(Sql.marks(page.size())),
                            row -> namespace.equals(row.getString(5)) && key.equals(row.getString(6))
                                    ? OrderPlace.read(row)
                                    : null,
                            page.toArray())
                    .stream()
                    .filter(place -> place != null && place.isOver())
                    .forEach(place -> over.put(place.number, place));
        }
        List<OrderPlace> few = first(connection, key, FEW);
        List<OrderPlace> first = few.size() == FEW && head(few) == null ? first(connection, key, PAGE) : few;
        OrderPlace head = head(first);
        first.stream()
                .filter(place -> head == null || place.number < head.number)
                .forEach(place -> over.put(place.number, place));
        if (head == null && first.size() == PAGE) {
            // One that is marked stays, so that its mark leads here again.
            over.values().stream()
                    .filter(place -> marked.contains(place.task))
                    .findFirst()
                    .ifPresent(place -> over.remove(place.number));
            leave(connection, key, over.values());
            return -1;
        }
        if (head != null && head.status == TaskStatus.WAITING && !lockTask(connection, head.task)) {
            return -1;
        }
        leave(connection, key, over.values());
        if (head == null) {
            Sql.update(connection, EMPTY, namespace, key);
            return 0;
        }
        Sql.update(connection, MOVE, head.task, namespace, key);
        boolean waited = Sql.update(connection, STOP_WAITING, head.task, head.task) > 0;
        return waited ? followers.release(connection, List.of(head.task)) : 0;
    }

    private boolean lockTask(Connection connection, String task) throws SQLException {
        String lock = LOCK + dialect.forUpdateByKeySkipLocked();
        return !Sql.list(connection, lock, row -> row.getString(1), namespace, task)
                .isEmpty();
    }

    private List<OrderPlace> first(Connection connection, String key, int most) throws SQLException {
        return Sql.list(connection, FIRST.formatted(most), OrderPlace::read, namespace, key);
    }

    private static OrderPlace head(List<OrderPlace> first) {
        return first.stream().filter(place -> !place.isOver()).findFirst().orElse(null);
    }

    private static TaskStatus status(String name) {
        return name == null ? null : TaskStatus.valueOf(name);
    }

    private void leave(Connection connection, String key, Collection<OrderPlace> places) throws SQLException {
        Sql.batch(
                connection,
                LEAVE,
                places.stream()
                        .map(place -> new Object[] {namespace, key, place.number})
                        .toList());
    }

    /**
     * Looks at the next page of keys, puts right those whose heads cannot go on, and forgets those that nobody uses.
     *
     * @return whether there is a next page
     */
    boolean walk(Connection connection) throws SQLException {
        dialect.prepareWalk(connection);
        List<Walked> page = Sql.list(
                connection,
                walk,
                row -> new Walked(
                        row.getString(1),
                        row.getString(2),
                        status(row.getString(3)),
                        row.getInt(4) == 1,
                        row.getInt(5) == 1,
                        row.getInt(6) == 1),
                -Micros.of(KEPT),
                namespace,
                walkedTo);
        boolean more = page.size() == WALKED;
        walkedTo = more ? page.stream().map(Walked::id).max(String::compareTo).orElseThrow() : " ";
        Map<String, Walked> wrong = new TreeMap<>();
        page.stream()
                .filter(each -> each.isWrong() && (each.head != null || each.isOld || each.hasTasks))
                .forEach(each -> wrong.put(each.id, each));
        List<Object[]> old = new ArrayList<>();
        for (String key : new TreeSet<>(lock(connection, wrong.keySet()))) {
            moveOn(connection, key, Set.of());
            if (wrong.get(key).isOld) {
                old.add(new Object[] {namespace, key});
            }
        }
        Sql.batch(connection, FORGET, old);
        return more;
    }
}
