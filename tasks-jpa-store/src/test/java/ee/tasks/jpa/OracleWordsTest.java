package ee.tasks.jpa;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * The words for Oracle, and its scripts, as far as H2 understands them in its mode for Oracle. It shows that the statements are
 * complete and mean the same; nothing of Oracle's parser, types, locks and driver.
 */
@Tag("words")
class OracleWordsTest extends WordsContract {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        List<String> functions = List.of(
                "create alias sys_extract_utc for 'ee.tasks.jpa.Functions.utc'",
                "create view user_tables as select upper(table_name) as table_name from information_schema.tables");
        database = openAs("Oracle", "Oracle", functions);
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
    Grammar grammar() {
        return Grammar.ORACLE;
    }
}
