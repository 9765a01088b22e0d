package ee.tasks.jpa;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * The words for MySQL, and its scripts, as far as MariaDB understands them. It has the same roots, but another optimizer, other locks
 * and another driver: that this passes does not show that MySQL works.
 */
@Tag("words")
class MySqlWordsTest extends JpaTaskStoreContract {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.openAs("MySQL", TestServer.newMariaDb());
        database.runScripts();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("schema", "validate");
    }
}
