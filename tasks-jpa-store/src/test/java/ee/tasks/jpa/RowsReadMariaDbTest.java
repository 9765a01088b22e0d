package ee.tasks.jpa;

class RowsReadMariaDbTest extends RowsReadContract {

    RowsReadMariaDbTest() {
        super(CrowdedDatabase.MARIADB);
    }
}
