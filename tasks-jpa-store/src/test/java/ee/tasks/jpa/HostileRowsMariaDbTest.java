package ee.tasks.jpa;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HostileRowsMariaDbTest extends HostileRows {

    private static HostileBench bench;

    @BeforeAll
    static void open() {
        bench = new HostileBench(TestDatabase.open(TestServer.newMariaDb(), TestProvider.HIBERNATE));
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Override
    HostileBench bench() {
        return bench;
    }

    @Override
    List<String> hostileTimes() {
        return List.of("'9999-12-31 23:59:59.999999'", "'0000-00-00 00:00:00'");
    }
}
