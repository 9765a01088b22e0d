package ee.tasks.jpa;

class ScheduleRowsReadOldestPostgresTest extends ScheduleRowsReadContract {

    ScheduleRowsReadOldestPostgresTest() {
        super(CrowdedDatabase.OLDEST_POSTGRES);
    }
}
