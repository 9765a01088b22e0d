package ee.tasks.jpa;

class ExpiryRowsReadPostgresTest extends ExpiryRowsReadContract {

    ExpiryRowsReadPostgresTest() {
        super(CrowdedDatabase.NEWEST_POSTGRES);
    }
}
