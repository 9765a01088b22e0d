package ee.tasks.jpa;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;

/**
 * The words for SQL Server, and its scripts, as far as H2 understands them in its mode for SQL Server. It shows that the statements
 * are complete and mean the same; nothing of SQL Server's parser, types, locks and driver.
 */
@Tag("words")
class SqlServerWordsTest extends JpaTaskStoreContract {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        List<String> functions = List.of("create alias sysutcdatetime for 'ee.tasks.jpa.Functions.utc'");
        database = TestDatabase.openAs("Microsoft SQL Server", TestServer.newH2("MSSQLServer", functions));
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
    @Disabled("H2 reads the hint that skips locked rows, and waits for them")
    public void aTaskThatATransactionHoldsKeepsNoOtherFromBeingClaimed() {}

    @Override
    @Disabled("H2 reads the hint that skips locked rows, and waits for them")
    public void manyTasksThatATransactionHoldsKeepNoOtherFromBeingClaimed() {}

    @Override
    @Disabled("H2 reads the hint that skips locked rows, and waits for them")
    public void aTaskThatATransactionHoldsKeepsNoOtherFromBecomingDue() {}

    @Override
    public Map<String, String> options() {
        return Map.of("schema", "validate");
    }
}
