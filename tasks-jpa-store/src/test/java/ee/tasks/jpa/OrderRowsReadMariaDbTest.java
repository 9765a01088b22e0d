package ee.tasks.jpa;

class OrderRowsReadMariaDbTest extends OrderRowsReadContract {

    OrderRowsReadMariaDbTest() {
        super(CrowdedDatabase.MARIADB);
    }
}
