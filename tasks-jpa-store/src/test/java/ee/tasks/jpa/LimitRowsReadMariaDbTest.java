package ee.tasks.jpa;

class LimitRowsReadMariaDbTest extends LimitRowsReadContract {

    LimitRowsReadMariaDbTest() {
        super(CrowdedDatabase.MARIADB);
    }
}
