package ee.tasks.jpa;

class LimitRowsReadPostgresTest extends LimitRowsReadContract {

    LimitRowsReadPostgresTest() {
        super(CrowdedDatabase.NEWEST_POSTGRES);
    }
}
