package ee.tasks.jpa;

import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JpaPostgresEclipseLinkTaskStoreTest extends JpaTaskStoreContract {

    private static AgroalDataSource database;

    @BeforeAll
    static void open() {
        database = TestServer.newPostgres();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    AgroalDataSource database() {
        return database;
    }

    @Override
    TestProvider provider() {
        return TestProvider.ECLIPSELINK;
    }
}
