package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The words for SQL Server, and its scripts, as far as H2 understands them in its mode for SQL Server. It shows that the statements
 * are complete and mean the same; nothing of SQL Server's parser, types, locks and driver.
 */
@Tag("words")
class SqlServerWordsTest extends WordsContract {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        List<String> functions = List.of(
                "create alias sysutcdatetime for 'ee.tasks.jpa.Functions.utc'",
                "create alias db_id for 'ee.tasks.jpa.Functions.one'",
                "create schema sys",
                "create table sys.databases (database_id integer, is_read_committed_snapshot_on boolean)",
                "insert into sys.databases values (1, true), (2, false)");
        database = openAs("Microsoft SQL Server", "MSSQLServer", functions);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Test
    void aDatabaseWhoseReadersWaitForWritersIsRefused() {
        Jdbc.run(
                database.pool(),
                "update sys.databases set is_read_committed_snapshot_on = false where database_id = 1");
        try {
            assertThatThrownBy(() -> storeOf(namespace() + "-refused")).hasMessageStartingWith("EETASK0640");
        } finally {
            Jdbc.run(
                    database.pool(),
                    "update sys.databases set is_read_committed_snapshot_on = true where database_id = 1");
        }
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
    Grammar grammar() {
        return Grammar.SQL_SERVER;
    }
}
