package ee.tasks.jpa;

class RowsReadOldestPostgresTest extends RowsReadContract {

    RowsReadOldestPostgresTest() {
        super(CrowdedDatabase.OLDEST_POSTGRES);
    }
}
