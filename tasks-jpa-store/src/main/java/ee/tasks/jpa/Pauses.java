package ee.tasks.jpa;

import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.spi.Gate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The rows of what is paused. One that is over is of no effect, and is deleted by housekeeping. */
final class Pauses {

    private static final int MAX_NAME = 128;
    private static final int MAX_TEXT = 255;
    private static final int PAGE = 500;

    /** A node may be about to join that somebody has told to be quiet. */
    private static final Duration LONG_GONE = Duration.ofHours(1);

    private static final String OF = " where namespace = ? and kind = ? and name = ?";

    private static final String INSERT = """
            insert into ee_pause (namespace, kind, name, limit_name, key_text, since, until_at)
            values (?, ?, ?, ?, ?, %s, ?)""";

    private static final String UPDATE = "update ee_pause set until_at = ?" + OF;

    private static final String DELETE = "delete from ee_pause" + OF;

    private static final String PAUSED_BY_SQL =
            "update ee_queue set paused = false where namespace = ? and name = ? and paused = true";

    private static final String LIST = """
            select p.kind, p.name, p.limit_name, p.key_text, p.since, p.until_at from ee_pause p
            where p.namespace = ? and (p.until_at is null or p.until_at > %s)""";

    private static final String QUEUES = "select q.name from ee_queue q where q.namespace = ? and q.paused = true";

    /** Of a node that is gone: none will ever have its id again. */
    private static final String OVER = """
            select t.kind, t.name from ee_pause t
            where t.namespace = ? and (t.until_at <= %1$s
                or t.kind = 'NODE' and t.since < %2$s and not exists (select 1 from ee_node n where n.id = t.name))
            order by t.kind, t.name
            fetch first %3$d rows only""";

    private static final Comparator<Pause> ORDER = Comparator.comparing(Pause::kind)
            .thenComparing(Pause::name)
            .thenComparing(Pause::key, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final String namespace;
    private final SqlDialect dialect;
    private final Controls controls;
    private final GateExits exits;
    private final String insert;
    private final String deleteOver;
    private final String list;
    private final String over;

    Pauses(String namespace, SqlDialect dialect, Controls controls, GateExits exits) {
        this.namespace = namespace;
        this.dialect = dialect;
        this.controls = controls;
        this.exits = exits;
        insert = INSERT.formatted(dialect.now());
        deleteOver = DELETE + " and until_at <= " + dialect.now();
        list = LIST.formatted(dialect.once(dialect.now()));
        over = OVER.formatted(dialect.once(dialect.now()), dialect.once(dialect.plusMicros(dialect.now())), PAGE)
                + dialect.forUpdateSkipLocked();
    }

    void pause(Connection connection, PauseKind kind, String name, String key, Instant until) throws SQLException {
        String id = id(kind, name, key);
        Sql.update(connection, deleteOver, namespace, kind.name(), id);
        dialect.insertIfAbsent(
                connection,
                insert,
                namespace,
                kind.name(),
                id,
                kind == PauseKind.LIMIT ? StoredText.clean(name, MAX_TEXT) : null,
                key == null ? null : StoredText.clean(key, MAX_TEXT),
                until);
        Sql.update(connection, UPDATE, until, namespace, kind.name(), id);
        said(kind, id);
    }

    boolean resume(Connection connection, PauseKind kind, String name, String key) throws SQLException {
        String id = id(kind, name, key);
        Sql.update(connection, deleteOver, namespace, kind.name(), id);
        boolean resumed = Sql.update(connection, DELETE, namespace, kind.name(), id) > 0;
        if (kind == PauseKind.QUEUE) {
            resumed |= Sql.update(connection, PAUSED_BY_SQL, namespace, id) > 0;
        }
        said(kind, id);
        return resumed;
    }

    /** This node heeds it once it is committed. */
    private void said(PauseKind kind, String id) {
        exits.afterCommit(controls::readAgain);
        if (kind == PauseKind.LIMIT) {
            exits.lookAfterCommit(List.of(id));
        }
    }

    private static String id(PauseKind kind, String name, String key) {
        return StoredText.clean(kind == PauseKind.LIMIT ? Gate.id(name, key) : name, MAX_NAME);
    }

    List<Pause> list(Connection connection) throws SQLException {
        List<Pause> pauses = new ArrayList<>(Sql.list(
                connection,
                list,
                row -> {
                    PauseKind kind = controls.kind(row.getString(1));
                    return kind == null
                            ? null
                            : new Pause(
                                    kind,
                                    row.getString(kind == PauseKind.LIMIT ? 3 : 2),
                                    row.getString(4),
                                    Sql.instant(row, 5),
                                    Sql.instant(row, 6));
                },
                namespace));
        pauses.removeIf(Objects::isNull);
        Set<String> queues = new HashSet<>(Sql.list(connection, QUEUES, row -> row.getString(1), namespace));
        // Of two pauses of a queue the one that has no end counts.
        pauses.removeIf(
                pause -> pause.kind() == PauseKind.QUEUE && pause.until() != null && queues.contains(pause.name()));
        pauses.stream().filter(pause -> pause.kind() == PauseKind.QUEUE).forEach(pause -> queues.remove(pause.name()));
        queues.forEach(queue -> pauses.add(new Pause(PauseKind.QUEUE, queue, null, null, null)));
        pauses.sort(ORDER);
        return List.copyOf(pauses);
    }

    /** Deletes a page of those that are over; one that somebody just renews is left out, where the database can do that. */
    void forget(Connection connection) throws SQLException {
        dialect.prepareWorker(connection);
        List<Object[]> rows = Sql.list(
                connection,
                over,
                row -> new Object[] {namespace, row.getString(1), row.getString(2)},
                namespace,
                -Micros.of(LONG_GONE));
        Sql.batch(connection, deleteOver, rows);
        Sql.batch(
                connection,
                DELETE,
                rows.stream()
                        .filter(row -> row[1].equals(PauseKind.NODE.name()))
                        .toList());
    }
}
