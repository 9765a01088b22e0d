package ee.tasks.jpa;

import java.util.List;

class RowsReadPostgresTest extends RowsReadContract {

    @Override
    TestDatabase open() {
        return TestDatabase.open(TestServer.newPostgres(version()), TestProvider.HIBERNATE);
    }

    TestServer.Postgres version() {
        return TestServer.Postgres.NEWEST;
    }

    @Override
    ReadMeter meter() {
        return ReadMeter::ofPostgres;
    }

    @Override
    String numbers() {
        return "generate_series(1, %d) as s(n)";
    }

    @Override
    List<Statistics> statistics() {
        return List.of(Statistics.values());
    }

    /** As on tables that were just made and filled, or that were looked at a while ago. */
    @Override
    void prepare(TestDatabase its, Statistics statistics) {
        if (statistics == Statistics.FRESH) {
            Jdbc.run(its.pool(), "analyze");
        } else {
            Jdbc.run(its.pool(), "alter table ee_task set (autovacuum_enabled = false)");
            Jdbc.run(its.pool(), "delete from pg_statistic where starelid = 'ee_task'::regclass");
            Jdbc.run(its.pool(), "update pg_class set reltuples = -1, relpages = 0 where relname = 'ee_task'");
        }
    }
}
