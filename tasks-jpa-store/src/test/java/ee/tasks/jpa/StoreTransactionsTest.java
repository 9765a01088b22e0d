package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.TaskStoreException;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTransactionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "90131", "HYT00", "57033"})
    void lostRacesAreKnownByTheirState(String state) {
        assertThat(StoreTransactions.isLostRace(new SQLException("", state))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1020", "1205", "1213"})
    void orByMariaDbsCode(int code) {
        assertThat(StoreTransactions.isLostRace(new SQLException("", "HY000", code)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"61000, 60", "42000, 54", "72000, 8177", ", -911", ", -913", "S0051, 1222", "40001, 1205", "S0005, 3960"
    })
    void orByTheCodesOfOracleDb2AndSqlServer(String state, int code) {
        assertThat(StoreTransactions.isLostRace(new SQLException("", state, code)))
                .isTrue();
    }

    @Test
    void aStatementOfMariaDbThatIsWrongIsNone() {
        assertThat(StoreTransactions.isLostRace(new SQLException("different number of columns", "21000", 1222)))
                .isFalse();
    }

    @Test
    void howeverDeepAServerHidesThem() {
        SQLException deadlock = new SQLException("", "40P01");
        BatchUpdateException batch = new BatchUpdateException();
        batch.setNextException(deadlock);

        assertThat(StoreTransactions.isLostRace(new SQLException(
                        "outer", "", 0, new UndeclaredThrowableException(new RuntimeException(batch)))))
                .isTrue();
    }

    @Test
    void alsoAmongWhatAFailedCommitSuppresses() {
        Exception commit = new Exception("rolled back");
        commit.addSuppressed(new RuntimeException(new SQLException("", "40001")));

        assertThat(StoreTransactions.isLostRace(new RuntimeException(commit))).isTrue();
    }

    @Test
    void causesThatGoInCirclesEnd() {
        Exception first = new Exception();
        first.initCause(new Exception(first));

        assertThat(StoreTransactions.isLostRace(first)).isFalse();
    }

    /** A walk that does not end is not ended by an interrupt, and costs a processor. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ringsOfNextOnesAndOfCausesEndInEveryMessage() {
        SQLException ring = ring();

        assertThat(StoreTransactions.isLostRace(ring)).isFalse();
        TaskStoreException failure = StoreTransactions.failure("enqueue", ring);
        assertThat(failure).hasMessageContaining("SQLState 57P01");
        assertThat(failure.isLostRace()).isFalse();
        assertThat(Reach.wasCut(ring)).isTrue();
        assertThat(Reach.isAway(ring)).isTrue();
        assertThat(Reach.reason(ring)).isEqualTo("inner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08003", "57P01", "25P03", "25P04"})
    void whoseTransactionTheDatabaseEndsWithItsConnectionWasCutOff(String state) {
        assertThat(Reach.wasCut(new IllegalStateException(new SQLException("terminated", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"25P01", "25P02", "25000", "40001"})
    void otherStatesOfATransactionAreNoLossOfItsConnection(String state) {
        assertThat(Reach.wasCut(new SQLException("refused", state))).isFalse();
    }

    private static SQLException ring() {
        SQLException outer = new SQLException("outer", "08006");
        SQLException inner = new SQLException("inner", "57P01");
        outer.initCause(inner);
        inner.initCause(outer);
        outer.setNextException(inner);
        inner.setNextException(outer);
        return outer;
    }

    @Test
    void whatIsSuppressedWithoutEndIsWalkedInPart() {
        Exception failure = new Exception();
        Exception deepest = failure;
        for (int i = 0; i < 100_000; i++) {
            Exception next = new Exception();
            deepest.addSuppressed(next);
            deepest = next;
        }

        assertThat(StoreTransactions.isLostRace(failure)).isFalse();
        assertThat(SqlCauses.all(failure)).hasSize(1_000);
    }

    @Test
    void anythingElseIsNone() {
        assertThat(StoreTransactions.isLostRace(new SQLException("", "23505"))).isFalse();
        assertThat(StoreTransactions.isLostRace(new RuntimeException())).isFalse();
    }
}
