package ee.tasks.jpa;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Tells a database that does not answer, and may later, from one that refuses. */
final class Reach {

    /** SQL states of a refusal: authorization, an unknown catalog, and MariaDB's state for that. */
    private static final List<String> NO = List.of("28", "3D", "42");

    /**
     * SQL states of a cut: connections, PostgreSQL while it stops or starts, and its timeouts of idle and of long transactions, which
     * close the connection.
     */
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
        return SqlCauses.of(failure).stream()
                .map(cause -> cause instanceof SQLException sql ? sql.getSQLState() : null)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The innermost cause's message. It is about the connection, so it quotes no row. */
    static String reason(Throwable failure) {
        Throwable root = SqlCauses.root(failure);
        return root.getMessage() == null ? root.getClass().getName() : root.getMessage();
    }
}
