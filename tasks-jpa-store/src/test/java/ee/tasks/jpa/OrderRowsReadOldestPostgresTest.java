package ee.tasks.jpa;

class OrderRowsReadOldestPostgresTest extends OrderRowsReadContract {

    OrderRowsReadOldestPostgresTest() {
        super(CrowdedDatabase.OLDEST_POSTGRES);
    }
}
