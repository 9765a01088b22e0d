package ee.tasks.jpa;

/** Its planner knows less. */
class RowsReadOldestPostgresTest extends RowsReadPostgresTest {

    @Override
    TestServer.Postgres version() {
        return TestServer.Postgres.OLDEST;
    }
}
