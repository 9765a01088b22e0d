package ee.tasks.jpa;

class ScheduleRowsReadPostgresTest extends ScheduleRowsReadContract {

    ScheduleRowsReadPostgresTest() {
        super(CrowdedDatabase.NEWEST_POSTGRES);
    }
}
