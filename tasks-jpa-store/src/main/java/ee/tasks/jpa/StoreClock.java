package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The database's time, and this JVM's estimate of it, which is good for showing and sorting but decides nothing. */
final class StoreClock {

    private record Reading(Instant time, long nanos) {}

    private static final long STALE_NANOS = Duration.ofMinutes(1).toNanos();

    private final SqlDialect dialect;
    private volatile Reading last;

    StoreClock(SqlDialect dialect) {
        this.dialect = dialect;
    }

    /** Asks the database. */
    Instant now(Connection connection) throws SQLException {
        Instant now = Sql.list(connection, dialect.selectNow(), row -> Sql.instant(row, 1))
                .get(0);
        // Counted from the answer, so that an estimate is never ahead of the database's time.
        last = new Reading(now, System.nanoTime());
        return now;
    }

    /** Asks the database once a minute at most. */
    Instant estimate(Connection connection) throws SQLException {
        Reading reading = last;
        if (reading == null || System.nanoTime() - reading.nanos > STALE_NANOS) {
            return now(connection);
        }
        return reading.time.plusNanos(System.nanoTime() - reading.nanos).truncatedTo(ChronoUnit.MICROS);
    }
}
