package ee.tasks.jpa;

import ee.tasks.spi.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * Takes unique keys. A task holds a key while it is unfinished or the key's period lasts, as long as the task exists. Nothing is written
 * when it no longer holds the key; the next task takes over the row.
 *
 * <p>A key has a row for each name of its task. A node of an earlier version knows one of the names, so both meet in that row.
 */
final class UniqueKeys {

    private static final int MAX_TRIES = 10;

    private static final String INSERT_FOR_EVER =
            "insert into ee_task_key (namespace, task, key_hash, task_id, held_until) values (?, ?, ?, ?, null)";

    private static final String HOLDER = """
            select k.task_id, t.flow_id,
                case when t.id is not null and (t.finished_at is null or k.held_until > %s) then 1 else 0 end
            from ee_task_key k left join ee_task t on t.id = k.task_id
            where k.namespace = ? and k.task = ? and k.key_hash = ?""";

    private static final String GIVE_UP =
            "delete from ee_task_key where namespace = ? and key_hash = ? and task_id = ?";

    /** @param flow the flow that the task belongs to, or {@code null} */
    record KeyHolder(String task, String flow, boolean holds) {}

    private final String namespace;
    private final SqlDialect dialect;
    private final String insertForAPeriod;
    private final String takeOver;
    private final String takeOverForAPeriod;
    private final String findHolder;

    UniqueKeys(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
        String until = dialect.plusMicros(dialect.now());
        insertForAPeriod =
                "insert into ee_task_key (namespace, task, key_hash, task_id, held_until) values (?, ?, ?, ?, " + until
                        + ")";
        String where = " where namespace = ? and task = ? and key_hash = ? and task_id = ?";
        takeOver = "update ee_task_key set task_id = ?, held_until = null" + where;
        takeOverForAPeriod = "update ee_task_key set task_id = ?, held_until = " + until + where;
        findHolder = HOLDER.formatted(dialect.now());
    }

    /**
     * Takes the key for a task that will be written next.
     *
     * @return the task that holds it already, or {@code null} if the new task holds it now
     */
    KeyHolder take(Connection connection, TaskRequest request) throws SQLException {
        String hash = hash(request.uniqueKey());
        boolean first = true;
        for (String name : request.keyNames()) {
            KeyHolder holder = take(connection, request, name, hash);
            if (holder != null) {
                if (!first) { // nobody would ever delete the rows of a task that is never written
                    Sql.update(connection, GIVE_UP, namespace, hash, request.id());
                }
                return holder;
            }
            first = false;
        }
        return null;
    }

    private KeyHolder take(Connection connection, TaskRequest request, String task, String hash) throws SQLException {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            if (insert(connection, request, task, hash)) {
                return null;
            }
            List<KeyHolder> holders = Sql.list(
                    connection,
                    findHolder,
                    row -> new KeyHolder(row.getString(1), row.getString(2), row.getInt(3) == 1),
                    namespace,
                    task,
                    hash);
            if (!holders.isEmpty()) {
                KeyHolder holder = holders.get(0);
                if (holder.task.equals(request.id())) {
                    return null;
                }
                if (holder.holds) {
                    return holder;
                }
                if (takeOver(connection, request, task, hash, holder.task)) {
                    return null;
                }
            }
            // The holder was deleted, or another transaction was first: look again.
        }
        throw lostRace();
    }

    static SQLException lostRace() {
        return new SQLException("other transactions were quicker to take the unique key", "40001");
    }

    private boolean insert(Connection connection, TaskRequest request, String task, String hash) throws SQLException {
        if (request.uniquePeriod() == null) {
            return dialect.insertIfAbsent(connection, INSERT_FOR_EVER, namespace, task, hash, request.id());
        }
        long period = Micros.of(request.uniquePeriod());
        return dialect.insertIfAbsent(connection, insertForAPeriod, namespace, task, hash, request.id(), period);
    }

    private boolean takeOver(Connection connection, TaskRequest request, String task, String hash, String from)
            throws SQLException {
        if (request.uniquePeriod() == null) {
            return Sql.update(connection, takeOver, request.id(), namespace, task, hash, from) == 1;
        }
        long period = Micros.of(request.uniquePeriod());
        return Sql.update(connection, takeOverForAPeriod, request.id(), period, namespace, task, hash, from) == 1;
    }

    static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
