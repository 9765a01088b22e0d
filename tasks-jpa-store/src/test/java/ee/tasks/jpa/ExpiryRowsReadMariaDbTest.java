package ee.tasks.jpa;

class ExpiryRowsReadMariaDbTest extends ExpiryRowsReadContract {

    ExpiryRowsReadMariaDbTest() {
        super(CrowdedDatabase.MARIADB);
    }
}
