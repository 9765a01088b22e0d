package ee.tasks.jpa;

class ExpiryRowsReadOldestPostgresTest extends ExpiryRowsReadContract {

    ExpiryRowsReadOldestPostgresTest() {
        super(CrowdedDatabase.OLDEST_POSTGRES);
    }
}
