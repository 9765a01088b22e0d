package ee.tasks.jpa;

class ScheduleRowsReadMariaDbTest extends ScheduleRowsReadContract {

    ScheduleRowsReadMariaDbTest() {
        super(CrowdedDatabase.MARIADB);
    }
}
