package ee.tasks.jpa;

import java.util.List;

class RowsReadMariaDbTest extends RowsReadContract {

    @Override
    TestDatabase open() {
        return TestDatabase.open(TestServer.newMariaDb(), TestProvider.HIBERNATE);
    }

    @Override
    ReadMeter meter() {
        return ReadMeter::ofMariaDb;
    }

    @Override
    String numbers() {
        return "(select cast(seq as signed) as n from seq_1_to_%d) s";
    }

    @Override
    List<Statistics> statistics() {
        return List.of(Statistics.values());
    }

    /** It keeps its own up to date, more or less. */
    @Override
    void prepare(TestDatabase its, Statistics statistics) {
        if (statistics == Statistics.FRESH) {
            Jdbc.run(its.pool(), "analyze table ee_task");
        }
    }
}
