package ee.tasks.jpa;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Fills the tables with a great many rows of each kind that a statement may come across. */
final class CrowdedTables {

    static final int OF_EACH = 20_000;

    private final DataSource pool;
    private final SqlDialect dialect;
    /** Selects numbers: as n, from 1 to what is put in. */
    private final String numbers;

    CrowdedTables(DataSource pool, SqlDialect dialect, String numbers) {
        this.pool = pool;
        this.dialect = dialect;
        this.numbers = numbers;
    }

    void fill() {
        for (String node : new String[] {"n", "alive", "alive-too"}) {
            Jdbc.run(
                    pool,
                    "insert into ee_node (id, namespace, lease_until, dead) values ('%s', 'default', %s, false)"
                            .formatted(node, in(86_400)));
        }
        Jdbc.run(pool, "insert into ee_queue (namespace, name, paused) values ('default', 'paused', true)");
        deferred(OF_EACH);
        waiting(OF_EACH);
        parked(OF_EACH);
        kept(OF_EACH);
        insert("paused", OF_EACH, Map.of("queue", "'paused'", "due", "true"));
        running("alive", OF_EACH / 2, "alive");
        running("alive-too", OF_EACH / 2, "alive-too");
        others(OF_EACH);
        due(2_000);
        marks(OF_EACH);
    }

    /** To be looked at again, as of those that wait for what does not come. */
    private void marks(int count) {
        Jdbc.run(pool, """
                insert into ee_task_settle (namespace, id, predecessor, kind, noted_at, look_at)
                select 'default', concat('mark-', 10000000 + n), concat('none-', 10000000 + n), 'TASK', %s, %s
                from %s""".formatted(in(-60), in(86_400), numbers(count)));
    }

    void deferred(int count) {
        insert("deferred", count, Map.of("deferred", "true", "run_after", in(86_400), "promote_at", in(86_400)));
    }

    /** Half of them for a task, half for a flow of a thousand. */
    void waiting(int count) {
        insert("flow", 1_000, running("alive", "flow_id", "'flow'"));
        insert("waiting", count, Map.of("status", "'WAITING'"));
        Jdbc.run(pool, """
                insert into ee_task_dependency (task_id, predecessor_id, flow)
                select concat('waiting-', 10000000 + n), case when mod(n, 2) = 0 then 'alive-10000001' else 'flow' end,
                    case when mod(n, 2) = 0 then false else true end
                from %s""".formatted(numbers(count)));
    }

    /** Each waits for one predecessor, an expression of n. */
    void heirs(int count, String predecessor, boolean flow) {
        insert("heir", count, Map.of("status", "'WAITING'"));
        Jdbc.run(
                pool,
                "insert into ee_task_dependency (task_id, predecessor_id, flow) select concat('heir-', 10000000 + n), %s, %s from %s"
                        .formatted(predecessor, flow, numbers(count)));
    }

    /** One that waits for what has just been made under one kind, and for all that others run. */
    void heirOfMany(String kind, int count) {
        heirs(1, "concat('alive-', 10000000 + n)", false);
        edges("alive", 2, OF_EACH / 2);
        edges("alive-too", 1, OF_EACH / 2);
        edges(kind, 1, count);
    }

    private void edges(String kind, int from, int to) {
        Jdbc.run(pool, """
                insert into ee_task_dependency (task_id, predecessor_id, flow)
                select 'heir-10000001', concat('%s-', 10000000 + n), false from %s
                where n >= %d""".formatted(kind, numbers(to), from));
    }

    /** For a task that nobody here has. */
    void parked(int count) {
        insert(
                "parked",
                count,
                Map.of(
                        "task",
                        "'gone'",
                        "parked_at",
                        in(-3_600),
                        "parked_by",
                        "'old'",
                        "parked_reason",
                        "'none such'"));
    }

    /** Not for long enough. */
    void kept(int count) {
        insert("kept", count, finished("SUCCESSFUL", -3_600));
    }

    void due(int count) {
        insert("due", count, Map.of("queue", "'work'", "due", "true"));
    }

    void overdue(int count) {
        insert("overdue", count, Map.of("deferred", "true", "run_after", in(-60), "promote_at", in(-60)));
    }

    void running(String kind, int count, String node) {
        insert(kind, count, running(node));
    }

    /** What another application has: due, deferred until a while ago, parked and finished. */
    private void others(int count) {
        insert(
                "other",
                count,
                Map.of(
                        "namespace", "'other'",
                        "status", "case when mod(n, 4) = 0 then 'SUCCESSFUL' else 'READY' end",
                        "finished_at", "case when mod(n, 4) = 0 then " + in(-86_400) + " end",
                        "due", "case when mod(n, 4) = 1 then true else false end",
                        "promote_at", "case when mod(n, 4) = 2 then " + in(-60) + " end",
                        "parked_at", "case when mod(n, 4) = 3 then " + in(-3_600) + " end",
                        "parked_by", "'old'"));
    }

    /** All of which succeeded long ago, one after the other, and one task that depended on it and FAILED. */
    void neededFlow(String flow, int count) {
        Map<String, String> columns = new LinkedHashMap<>(finished("SUCCESSFUL", -25 * 86_400));
        columns.put("flow_id", "'" + flow + "'");
        columns.put("finished_at", inMicros("(" + -25 * 86_400 * 1_000_000L + " + n)"));
        insert(flow, count, columns);
        insert("follower", 1, finished("FAILED", -25 * 86_400));
        Jdbc.run(pool, "delete from ee_task_predecessor where predecessor_id = '%s'".formatted(flow));
        Jdbc.run(
                pool,
                "insert into ee_task_predecessor (task_id, predecessor_id) values ('follower-10000001', '%s')"
                        .formatted(flow));
    }

    Map<String, String> finished(String status, int seconds) {
        return Map.of("status", "'" + status + "'", "finished_at", in(seconds), "attempts", "1");
    }

    private static Map<String, String> running(String node, String... more) {
        Map<String, String> columns = new LinkedHashMap<>(
                Map.of("status", "'RUNNING'", "node_id", "'" + node + "'", "claim_id", "'c'", "claims", "1"));
        if (more.length > 0) {
            columns.put(more[0], more[1]);
        }
        return columns;
    }

    /** Their ids are the kind and a number from 10000001 on. */
    void insert(String kind, int count, Map<String, String> columns) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String column : "due, deferred, claim_started, lost, cancel_requested, even_if_failed".split(", ")) {
            all.put(column, "false");
        }
        for (String column : "priority, claims, attempts, losses".split(", ")) {
            all.put(column, "0");
        }
        all.put("id", "concat('%s-', 10000000 + n)".formatted(kind));
        all.put("namespace", "'default'");
        all.put("task", "'mail'");
        all.put("backend", "'default'");
        all.put("queue", "'default'");
        all.put("status", "'READY'");
        all.put("arguments", "'[]'");
        all.put("arguments_size", "2");
        all.put("payload_format", "1");
        all.put("enqueued_at", in(-7_200));
        all.put("run_after", in(-7_200));
        all.put("rerun_if_lost", "true");
        all.putAll(columns);
        Jdbc.run(
                pool,
                "insert into ee_task (%s) select %s from %s"
                        .formatted(String.join(", ", all.keySet()), String.join(", ", all.values()), numbers(count)));
    }

    /** And what was kept of its pruned ones: others will have their ids. */
    void delete(String kind) {
        Jdbc.run(pool, "delete from ee_task_pruned where id like '" + kind + "-%'");
        Jdbc.run(pool, "delete from ee_task_dependency where task_id like '" + kind + "-%'");
        Jdbc.run(pool, "delete from ee_task_predecessor where task_id like '" + kind + "-%'");
        Jdbc.run(pool, "delete from ee_task where id like '" + kind + "-%'");
    }

    /** Of what was there at first none is touched. */
    void deleteNewMarks() {
        Jdbc.run(pool, "delete from ee_task_settle where id not like 'mark-%'");
    }

    /** So many seconds from now. */
    String in(int seconds) {
        return inMicros(String.valueOf(seconds * 1_000_000L));
    }

    private String inMicros(String micros) {
        return dialect.plusMicros(dialect.now()).replace("?", micros);
    }

    private String numbers(int count) {
        return numbers.formatted(count);
    }
}
