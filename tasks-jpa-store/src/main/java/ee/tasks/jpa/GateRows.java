package ee.tasks.jpa;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.Gate;
import ee.tasks.spi.RecentStarts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows of gates. Whoever lets tasks in has the gate's row locked until its transaction ends, counts what is inside in a statement after
 * that, and so sees all that was committed by those who had it before. Nobody waits for such a row: locked ones are skipped.
 */
final class GateRows {

    private static final int PAGE = 100;
    private static final int MAX_TEXT = 255;

    private static final String HAS_HELD = """
            case when exists (select 1 from ee_gated g
                where g.namespace = t.namespace and g.state = 'H' and g.gate = t.id) then 1 else 0 end""";

    private static final String INSERT = """
            insert into ee_gate (namespace, id, name, key_text, max_running, max_starts, period_micros, spread, strict, kept_until)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, %s)""";

    private static final String WRITE = """
            update ee_gate set max_running = ?, max_starts = ?, period_micros = ?, spread = ?, strict = ?, recent = ?, kept_until = ?
            where namespace = ? and id = ?""";

    /** By an index that starts with the time: PostgreSQL would take one that starts with the namespace for a look-up by key, too. */
    private static final String UNUSED = """
            select t.id from ee_gate t where t.namespace = ? and t.kept_until < %s
            order by t.kept_until, t.namespace
            fetch first %d rows only""";

    private static final String FORGET = """
            delete from ee_gate where namespace = ? and id = ? and kept_until < %s
              and not exists (select 1 from ee_gate_slot s where s.namespace = ee_gate.namespace and s.gate = ee_gate.id)
              and not exists (
                select 1 from ee_gated g
                where g.namespace = ee_gate.namespace and g.state in ('H', 'L', 'R') and g.gate = ee_gate.id)""";

    private final String namespace;
    private final SqlDialect dialect;
    private final String insert;
    private final String unused;
    private final String forget;

    GateRows(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
        insert = INSERT.formatted(dialect.plusMicros(dialect.now()));
        unused = UNUSED.formatted(dialect.once(dialect.now()), PAGE);
        forget = FORGET.formatted(dialect.now());
    }

    /** Locks gates, those that nobody has locked, and counts what is in them. By their ids, in order. */
    Map<String, OpenGate> lock(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, OpenGate> open = new TreeMap<>();
        byKey(connection, columns(), dialect.forUpdateByKeySkipLocked(), ids, GateRows::read)
                .forEach(gate -> open.put(gate.id(), gate));
        byKey(connection, counts(), "", open.keySet(), row -> {
            open.get(row.getString(1)).load(row.getLong(2) + row.getLong(3), row.getLong(4), row.getInt(5) == 1);
            return null;
        });
        return open;
    }

    private static String columns() {
        return "select t.id, t.max_running, t.max_starts, t.period_micros, t.spread, t.strict, t.recent, t.kept_until";
    }

    /** Counts by the tasks' own rows: what was left behind in the other tables is not inside. */
    private static String counts() {
        return """
            select t.id,
                (select coalesce(sum(g.weight), 0) from ee_gated g join ee_task k on k.id = g.task_id
                    where g.namespace = t.namespace and g.state = 'R' and g.gate = t.id
                      and k.status = 'RUNNING' and k.claim_id = g.claim_id),
                (select coalesce(sum(s.weight), 0) from ee_gate_slot s
                    where s.namespace = t.namespace and s.gate = t.id
                      and (s.strict = true or exists (select 1 from ee_node n where n.id = s.node_id and n.dead = false))),
                (select coalesce(sum(g.weight), 0) from ee_gated g join ee_task k on k.id = g.task_id
                    where g.namespace = t.namespace and g.state = 'L' and g.gate = t.id
                      and k.status = 'READY' and k.due = true),
            %s""".formatted(HAS_HELD);
    }

    /** Which of some gates have rows, whoever has them locked, and whether tasks are held in them. */
    Map<String, Boolean> haveHeld(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, Boolean> held = new TreeMap<>();
        byKey(connection, "select t.id, " + HAS_HELD, "", ids, row -> held.put(row.getString(1), row.getInt(2) == 1));
        return held;
    }

    private <T> List<T> byKey(
            Connection connection, String select, String lock, Collection<String> ids, Sql.Row<T> reader)
            throws SQLException {
        List<T> all = new ArrayList<>();
        for (List<String> page : Sql.pages(ids, dialect.keysAtOnce())) {
            all.addAll(Sql.list(
                    connection,
                    select + dialect.fromByKey("ee_gate", page.size()) + lock,
                    reader,
                    Sql.parameters(namespace, page)));
        }
        return all;
    }

    private static OpenGate read(ResultSet row) throws SQLException {
        int starts = row.getInt("max_starts");
        Duration period = starts == 0 ? null : Duration.of(row.getLong("period_micros"), ChronoUnit.MICROS);
        return new OpenGate(
                row.getString("id"),
                new Capacity(
                        row.getInt("max_running"), starts, period, row.getBoolean("spread"), row.getBoolean("strict")),
                RecentStarts.of(row.getString("recent")),
                Sql.instant(row, "kept_until"));
    }

    /** In the order of their ids, so that two nodes that make the same ones do not deadlock. */
    void create(Connection connection, Collection<Gate> gates) throws SQLException {
        Map<String, Gate> sorted = new TreeMap<>();
        gates.forEach(gate -> sorted.put(gate.id(), gate));
        for (Gate gate : sorted.values()) {
            Capacity capacity = gate.capacity();
            dialect.insertIfAbsent(
                    connection,
                    insert,
                    namespace,
                    gate.id(),
                    StoredText.clean(gate.name(), MAX_TEXT),
                    gate.key() == null ? null : StoredText.clean(gate.key(), MAX_TEXT),
                    capacity.concurrent(),
                    capacity.starts(),
                    period(capacity),
                    capacity.spread(),
                    capacity.strict(),
                    Micros.of(OpenGate.KEPT));
        }
    }

    void write(Connection connection, Collection<OpenGate> gates) throws SQLException {
        Sql.batch(
                connection,
                WRITE,
                gates.stream().filter(OpenGate::isChanged).map(this::row).toList());
    }

    private Object[] row(OpenGate gate) {
        Capacity capacity = gate.capacity();
        return new Object[] {
            capacity.concurrent(),
            capacity.starts(),
            period(capacity),
            capacity.spread(),
            capacity.strict(),
            gate.recent().text(),
            gate.keptUntil(),
            namespace,
            gate.id()
        };
    }

    private static Long period(Capacity capacity) {
        return capacity.period() == null ? null : Micros.of(capacity.period());
    }

    /** Deletes a page of gates that nobody has used for long, and in which nothing is. */
    void forget(Connection connection) throws SQLException {
        List<String> ids = Sql.list(connection, unused, row -> row.getString(1), namespace);
        Set<String> free = new TreeSet<>(
                byKey(connection, "select t.id", dialect.forUpdateByKeySkipLocked(), ids, row -> row.getString(1)));
        Sql.batch(
                connection,
                forget,
                free.stream().map(id -> new Object[] {namespace, id}).toList());
    }
}
