package ee.tasks.jpa;

import java.util.List;

/** The databases whose reading is measured. */
enum CrowdedDatabase {
    NEWEST_POSTGRES(TestServer.Postgres.NEWEST),
    /** Its planner knows less. */
    OLDEST_POSTGRES(TestServer.Postgres.OLDEST),
    MARIADB(null) {
        @Override
        TestDatabase open() {
            return TestDatabase.open(TestServer.newMariaDb(), TestProvider.HIBERNATE);
        }

        @Override
        ReadMeter meter() {
            return ReadMeter::ofMariaDb;
        }

        @Override
        String numbers() {
            return "(select cast(seq as signed) as n from seq_1_to_%d) s";
        }

        /** It keeps its own up to date, more or less. */
        @Override
        void prepare(TestDatabase its, Statistics statistics) {
            if (statistics == Statistics.FRESH) {
                Jdbc.run(its.pool(), "analyze table " + String.join(", ", TABLES));
            }
        }
    };

    /** What the database knows of the tables when it plans. */
    enum Statistics {
        NONE,
        FRESH
    }

    private static final List<String> TABLES =
            List.of("ee_task", "ee_schedule", "ee_schedule_tick", "ee_gate", "ee_gated");

    private final TestServer.Postgres version;

    CrowdedDatabase(TestServer.Postgres version) {
        this.version = version;
    }

    TestDatabase open() {
        return TestDatabase.open(TestServer.newPostgres(version), TestProvider.HIBERNATE);
    }

    ReadMeter meter() {
        return ReadMeter::ofPostgres;
    }

    /** Selects numbers: as n, from 1 to what is put in. */
    String numbers() {
        return "generate_series(1, %d) as s(n)";
    }

    /** Makes the database know what it may: as on tables that were just made and filled, or that were looked at a while ago. */
    void prepare(TestDatabase its, Statistics statistics) {
        // What another case has deleted would be walked until then.
        Jdbc.run(its.pool(), "vacuum ee_task, ee_task_dependency, ee_gate, ee_gated");
        if (statistics == Statistics.FRESH) {
            Jdbc.run(its.pool(), "analyze");
            return;
        }
        for (String table : TABLES) {
            Jdbc.run(its.pool(), "alter table %s set (autovacuum_enabled = false)".formatted(table));
            Jdbc.run(its.pool(), "delete from pg_statistic where starelid = '%s'::regclass".formatted(table));
            Jdbc.run(
                    its.pool(),
                    "update pg_class set reltuples = -1, relpages = 0 where relname = '%s'".formatted(table));
        }
    }
}
