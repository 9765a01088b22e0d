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
        TestDatabase masked = TestDatabase.openAs("MySQL", TestServer.newMariaDb());
        masked.runScripts();
        database = new TestDatabase(
                masked.pool(),
                masked.factory(),
                Masks.translating(masked.dataSource(), MySqlWordsTest::inWordsOfMariaDb));
    }

    private static String inWordsOfMariaDb(String sql) {
        return sql.replace("for share skip locked", "lock in share mode skip locked");
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
