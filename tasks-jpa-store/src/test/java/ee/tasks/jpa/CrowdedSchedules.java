package ee.tasks.jpa;

import java.util.LinkedHashMap;
import java.util.Map;

/** Schedules of each kind that a statement may come across, and tasks and ticks of some of them. */
final class CrowdedSchedules {

    static final int OF_EACH = 20_000;

    private final TestDatabase database;
    private final CrowdedTables tables;
    private final String numbers;

    CrowdedSchedules(TestDatabase database, String numbers) {
        this.database = database;
        this.numbers = numbers;
        tables = new CrowdedTables(database.pool(), database.dialect(), numbers);
    }

    void fill() {
        String due = tables.in(-3_600);
        tables.insert("run", OF_EACH, tables.finished("SUCCESSFUL", -3_600));
        insert("later", OF_EACH, Map.of());
        insert("paused", OF_EACH, Map.of("paused", "true", "next_tick", due, "due_at", "null"));
        insert("stranger", OF_EACH, Map.of("namespace", "'stranger'", "next_tick", due, "due_at", due));
        insert("silent-stranger", OF_EACH, declared("namespace", "'stranger'", "declared_at", tables.in(-86_400)));
        insert("elsewhere", OF_EACH, declared("next_tick", due, "due_at", due));
        insert("elsewhere-later", OF_EACH, declared());
        insert("retired", OF_EACH, declared("retired", "true", "due_at", "null", "declared_at", tables.in(-86_400)));
        ticks("later", OF_EACH, "'2020-01-01 00:00:00'");
        ticks("paused", OF_EACH, "'2020-01-01 00:00:00'");
    }

    /** Which this node may take. */
    void due(String kind, int count, boolean declared) {
        Map<String, String> columns = new LinkedHashMap<>(declared ? declared() : Map.of());
        columns.put("next_tick", tables.in(-1_800));
        columns.put("due_at", tables.in(-1_800));
        columns.put("last_task", "concat('run-', 10000000 + n)");
        insert(kind, count, columns);
        ticks(kind, count, "'2020-01-01 00:00:00'");
    }

    /** All at one instant. */
    void crowd(String kind, String instant) {
        String time = "timestamp '%s'".formatted(instant);
        insert(kind, OF_EACH, Map.of("next_tick", time, "due_at", time));
    }

    void silent(String kind, int count) {
        insert(kind, count, declared("declared_at", tables.in(-3_600)));
    }

    void delete(String kind) {
        for (String row : new String[] {"ee_schedule where id", "ee_schedule_tick where schedule_id"}) {
            Jdbc.run(database.pool(), "delete from %s like '%s-%%'".formatted(row, kind));
        }
    }

    private static Map<String, String> declared(String... more) {
        Map<String, String> columns = new LinkedHashMap<>(Map.of("declared", "true"));
        for (int i = 0; i < more.length; i += 2) {
            columns.put(more[i], more[i + 1]);
        }
        return columns;
    }

    /** Their ids are the kind and a number from 10000001 on. */
    private void insert(String kind, int count, Map<String, String> columns) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("namespace", "'default'");
        all.put("id", "concat('%s-', 10000000 + n)".formatted(kind));
        for (String column : "task, backend, queue".split(", ")) {
            all.put(column, "'default'");
        }
        for (String column : "priority, catch_up_micros, jitter_micros, ticks".split(", ")) {
            all.put(column, "0");
        }
        for (String column : "declared, retired, paused".split(", ")) {
            all.put(column, "false");
        }
        all.put("arguments", "'[]'");
        all.put("payload_format", "1");
        all.put("rerun_if_lost", "true");
        all.put("cron", "'0 3 * * *'");
        all.put("time_zone", "'UTC'");
        all.put("missed_ticks", "'ONCE'");
        all.put("overlap_policy", "'SKIP'");
        all.put("declared_at", tables.in(-60));
        all.put("next_tick", tables.in(86_400));
        all.put("due_at", tables.in(86_400));
        all.put("revision", "1");
        all.putAll(columns);
        Jdbc.run(
                database.pool(),
                "insert into ee_schedule (%s) select %s from %s"
                        .formatted(
                                String.join(", ", all.keySet()),
                                String.join(", ", all.values()),
                                numbers.formatted(count)));
    }

    private void ticks(String kind, int count, String tick) {
        Jdbc.run(
                database.pool(),
                ("insert into ee_schedule_tick (namespace, schedule_id, tick, task_id) select 'default',"
                                + " concat('%1$s-', 10000000 + n), timestamp %2$s, concat('%1$s-', 10000000 + n) from %3$s")
                        .formatted(kind, tick, numbers.formatted(count)));
    }
}
