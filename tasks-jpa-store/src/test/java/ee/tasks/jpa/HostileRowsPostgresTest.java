package ee.tasks.jpa;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HostileRowsPostgresTest extends HostileRows {

    private static HostileBench bench;

    @BeforeAll
    static void open() {
        bench = new HostileBench(TestDatabase.open(TestServer.newPostgres(), TestProvider.HIBERNATE));
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
        return List.of(
                "timestamp '12000-01-01 00:00:00'",
                "timestamp '0002-01-01 00:00:00 BC'",
                "timestamp 'infinity'",
                "timestamp '-infinity'");
    }
}
