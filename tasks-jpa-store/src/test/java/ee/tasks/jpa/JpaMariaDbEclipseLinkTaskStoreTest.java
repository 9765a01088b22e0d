package ee.tasks.jpa;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("pair")
class JpaMariaDbEclipseLinkTaskStoreTest extends JpaTaskStoreContract {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.open(TestServer.newMariaDb(), TestProvider.ECLIPSELINK);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }
}
