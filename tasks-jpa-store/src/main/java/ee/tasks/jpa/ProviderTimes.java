package ee.tasks.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Decides whether a persistence provider can write a task's times. Hibernate and EclipseLink bind them as {@link Timestamp}, which does not
 * have the hour that the JVM's zone skips in spring, and which H2 shifts if its session has another zone than the JVM. Such a row is
 * written by JDBC.
 */
final class ProviderTimes {

    private static final LocalDateTime PROBE = LocalDateTime.of(2000, 1, 15, 12, 0);

    private final boolean zonesAgree;

    ProviderTimes(Connection connection, SqlDialect dialect) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.select("cast(? as timestamp(6))"))) {
            statement.setTimestamp(1, Timestamp.valueOf(PROBE));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                zonesAgree = PROBE.equals(row.getObject(1, LocalDateTime.class));
            }
        }
    }

    boolean canWrite(TaskEntity task) {
        return zonesAgree
                && Stream.of(task.enqueuedAt, task.runAfter, task.expiresAt)
                        .filter(Objects::nonNull)
                        .map(Sql::toUtc)
                        .allMatch(ProviderTimes::survives);
    }

    private static boolean survives(LocalDateTime time) {
        return Timestamp.valueOf(time).toLocalDateTime().equals(time);
    }
}
