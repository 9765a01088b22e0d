package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads the database's time, and estimates it. Estimates are for showing and sorting; nothing is decided by them. */
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
        // Counts from the time at which the answer came, so that an estimate is never ahead of the database's clock.
        last = new Reading(now, System.nanoTime());
        return now;
    }

    /** The estimate; asks the database once a minute at most. */
    Instant estimate(Connection connection) throws SQLException {
        Reading reading = last;
        if (reading == null || System.nanoTime() - reading.nanos > STALE_NANOS) {
            return now(connection);
        }
        return reading.time.plusNanos(System.nanoTime() - reading.nanos).truncatedTo(ChronoUnit.MICROS);
    }
}
