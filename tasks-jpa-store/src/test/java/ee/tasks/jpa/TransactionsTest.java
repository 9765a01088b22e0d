package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.UndeclaredThrowableException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "90131", "HYT00"})
    void lostRacesAreKnownByTheirState(String state) {
        assertThat(Transactions.isLostRace(new SQLException("", state))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1020", "1205", "1213"})
    void orByMariaDbsCode(int code) {
        assertThat(Transactions.isLostRace(new SQLException("", "HY000", code))).isTrue();
    }

    @Test
    void howeverDeepAServerHidesThem() {
        SQLException deadlock = new SQLException("", "40P01");
        BatchUpdateException batch = new BatchUpdateException();
        batch.setNextException(deadlock);

        assertThat(Transactions.isLostRace(new SQLException(
                        "outer", "", 0, new UndeclaredThrowableException(new RuntimeException(batch)))))
                .isTrue();
    }

    @Test
    void alsoAmongWhatAFailedCommitSuppresses() {
        Exception commit = new Exception("rolled back");
        commit.addSuppressed(new RuntimeException(new SQLException("", "40001")));

        assertThat(Transactions.isLostRace(new RuntimeException(commit))).isTrue();
    }

    @Test
    void causesThatGoInCirclesEnd() {
        Exception first = new Exception();
        first.initCause(new Exception(first));

        assertThat(Transactions.isLostRace(first)).isFalse();
    }

    @Test
    void anythingElseIsNone() {
        assertThat(Transactions.isLostRace(new SQLException("", "23505"))).isFalse();
        assertThat(Transactions.isLostRace(new RuntimeException())).isFalse();
    }
}
