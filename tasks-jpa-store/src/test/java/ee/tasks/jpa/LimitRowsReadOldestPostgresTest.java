package ee.tasks.jpa;

class LimitRowsReadOldestPostgresTest extends LimitRowsReadContract {

    LimitRowsReadOldestPostgresTest() {
        super(CrowdedDatabase.OLDEST_POSTGRES);
    }
}
