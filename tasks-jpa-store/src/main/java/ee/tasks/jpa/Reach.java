package ee.tasks.jpa;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Tells a database that does not answer, which may do so later, from one that says no. */
final class Reach {

    /** Authorization, an unknown catalog, and what MariaDB has for that. */
    private static final List<String> NO = List.of("28", "3D", "42");

    /** Connections, PostgreSQL while it stops and starts, and where it ends a transaction that was idle or took too long. */
    private static final List<String> AWAY = List.of("08", "57P", "25P03", "25P04");

    private Reach() {}

    /** @param refusal what came instead of a connection */
    static boolean isAway(SQLException refusal) {
        return states(refusal).stream().noneMatch(state -> NO.stream().anyMatch(state::startsWith));
    }

    /** @param failure what a statement threw */
    static boolean wasCut(Throwable failure) {
        return states(failure).stream().anyMatch(state -> AWAY.stream().anyMatch(state::startsWith));
    }

    private static List<String> states(Throwable failure) {
        return Causes.of(failure).stream()
                .map(cause -> cause instanceof SQLException sql ? sql.getSQLState() : null)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Of the innermost cause: about the connection, so that no row is quoted. */
    static String reason(Throwable failure) {
        Throwable root = Causes.root(failure);
        return root.getMessage() == null ? root.getClass().getName() : root.getMessage();
    }
}
