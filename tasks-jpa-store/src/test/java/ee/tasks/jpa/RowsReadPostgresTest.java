package ee.tasks.jpa;

class RowsReadPostgresTest extends RowsReadContract {

    RowsReadPostgresTest() {
        super(CrowdedDatabase.NEWEST_POSTGRES);
    }
}
