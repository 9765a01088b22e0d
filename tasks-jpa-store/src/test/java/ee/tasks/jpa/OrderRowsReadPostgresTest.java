package ee.tasks.jpa;

class OrderRowsReadPostgresTest extends OrderRowsReadContract {

    OrderRowsReadPostgresTest() {
        super(CrowdedDatabase.NEWEST_POSTGRES);
    }
}
