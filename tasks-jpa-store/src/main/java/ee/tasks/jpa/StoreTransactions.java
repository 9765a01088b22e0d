package ee.tasks.jpa;

import ee.tasks.TaskException;
import ee.tasks.spi.TaskStoreException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;

/** Runs work in the caller's JTA transaction, or in one of its own when there is none. JTA alone commits. */
final class StoreTransactions {

    @FunctionalInterface
    interface TransactionWork<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Serialization failure, deadlock and lock timeout (PostgreSQL, standard), H2's concurrent update and lock timeout, and Db2's
     * deadlock or timeout that undoes the statement alone.
     */
    private static final Set<String> LOST_RACE_STATES = Set.of("40001", "40P01", "55P03", "90131", "HYT00", "57033");

    /**
     * MariaDB: record changed since last read, lock wait timeout, deadlock. Oracle: deadlock, resource busy, cannot serialize. Db2:
     * deadlock or timeout, where a wrapper has lost the state.
     */
    private static final Set<Integer> LOST_RACE_CODES = Set.of(1020, 1205, 1213, 60, 54, 8177, -911, -913);

    /** Lock request timeout, and update conflict of snapshots; MariaDB has other errors with these codes, but no such state. */
    private static final Set<Integer> LOST_RACE_CODES_OF_SQL_SERVER = Set.of(1222, 3960);

    private static final String STATE_OF_SQL_SERVER = "S";

    /** PostgreSQL and MariaDB: the statement took longer than it may. */
    private static final Set<String> TOO_LONG_STATES = Set.of("57014", "70100");

    private static final int MAX_TRIES = 5;

    private final JpaResources resources;
    private final SqlDialect dialect;
    private final Isolation isolation;

    /** For statements of any database. */
    StoreTransactions(JpaResources resources) {
        this(resources, null, Isolation.AS_IT_IS);
    }

    StoreTransactions(JpaResources resources, SqlDialect dialect, Isolation isolation) {
        this.resources = resources;
        this.dialect = dialect;
        this.isolation = isolation;
    }

    SqlDialect dialect() {
        return dialect;
    }

    boolean isActive() {
        return resources.registry().getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /** Refuses to write in a transaction that can only be rolled back. */
    void requireCommittable(String what) {
        if (isMarked()) {
            throw marked(what, null);
        }
    }

    /** Marks a caller's transaction for rollback: what was written in it must not be committed. */
    void undo() {
        if (isActive()) {
            resources.registry().setRollbackOnly();
        }
    }

    private boolean isMarked() {
        return resources.registry().getTransactionStatus() == Status.STATUS_MARKED_ROLLBACK;
    }

    private static TaskStoreException marked(String what, Exception cause) {
        return new TaskStoreException(JpaMessage.MARKED_ROLLBACK.text(what), cause, false);
    }

    Isolation isolation() {
        return isolation;
    }

    /** @param what for the message of a failure: "the task store could not (what)" */
    <T> T call(String what, TransactionWork<T> work) {
        return call(what, null, 0, work);
    }

    /** As {@link #call}; if the transaction is our own and another was in its way, tries up to {@value #MAX_TRIES} times. */
    <T> T callAgain(String what, TransactionWork<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return call(what, work);
            } catch (TaskStoreException e) {
                if (!e.isLostRace() || tries == MAX_TRIES || isActive()) {
                    throw e;
                }
            }
        }
    }

    /** As {@link #call}, for the worker: READ COMMITTED if the transaction is our own, with a timeout for each statement. */
    <T> T work(String what, TransactionWork<T> work) {
        String first = isolation == Isolation.SET_BY_US && !isActive() ? dialect.readCommitted() : null;
        return call(what, first, dialect.workerSeconds(), work);
    }

    /** As {@link #work}, for rows found by their ids: a timeout means that others have them locked, so it is reported as a lost race. */
    <T> T workById(String what, TransactionWork<T> work) {
        boolean own = !isActive();
        try {
            return work(what, work);
        } catch (TaskStoreException e) {
            throw own && isAny(e, failure -> TOO_LONG_STATES.contains(String.valueOf(failure.getSQLState())))
                    ? new TaskStoreException(e.getMessage(), e, true)
                    : e;
        }
    }

    /**
     * @param first the first statement, or {@code null}
     * @param seconds the timeout of each statement, 0 for none
     */
    private <T> T call(String what, String first, int seconds, TransactionWork<T> work) {
        try {
            return callHere(what, first, seconds, work);
        } catch (BeginRefused notInThisBean) {
            try {
                return ThreadBeside.call(() -> callHere(what, first, seconds, work));
            } catch (BeginRefused nowhere) {
                throw failure(what, nowhere);
            }
        }
    }

    private <T> T callHere(String what, String first, int seconds, TransactionWork<T> work) {
        boolean own = !isActive();
        boolean marked = isMarked();
        try {
            if (own) {
                begin();
            }
            T result;
            try (Connection connection = LazyConnection.of(resources.dataSource(), this::translate, first, seconds)) {
                result = work.run(connection);
            }
            if (own) {
                own = false;
                resources.userTransaction().commit();
            }
            return result;
        } catch (SQLException
                | NotSupportedException
                | SystemException
                | RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException e) {
            throw marked ? marked(what, e) : lost(failure(what, e), own);
        } catch (BeginRefused | TaskException e) {
            throw e;
        } catch (RuntimeException e) {
            throw marked ? marked(what, e) : lost(failure(what, e), own);
        } finally {
            if (own) {
                rollBack();
            }
        }
    }

    private static final class BeginRefused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private BeginRefused(IllegalStateException cause) {
            super(cause);
        }
    }

    /** Payara 6 refuses this, with IllegalStateException, below a session bean with container-managed transactions (ADR 0017). */
    private void begin() throws NotSupportedException, SystemException {
        try {
            resources.userTransaction().begin();
        } catch (IllegalStateException e) {
            throw new BeginRefused(e);
        }
    }

    private String translate(String sql) {
        return dialect == null ? sql : dialect.translate(sql);
    }

    static TaskStoreException failure(String what, Exception e) {
        return new TaskStoreException(JpaMessage.STORE_FAILED.text(what, rootMessage(e)), e, isLostRace(e));
    }

    /** MariaDB and H2 roll back the whole transaction of a deadlock's victim. JTA does not know, and would commit what comes after. */
    private TaskStoreException lost(TaskStoreException failure, boolean own) {
        if (failure.isLostRace() && !own && isActive()) {
            resources.registry().setRollbackOnly();
        }
        return failure;
    }

    private void rollBack() {
        try {
            if (isActive()) {
                resources.userTransaction().rollback();
            }
        } catch (SystemException | IllegalStateException e) {
            // The failure that made us roll back is on its way to the caller. The transaction's timeout rolls back at
            // the
            // latest.
            System.getLogger(StoreTransactions.class.getName()).log(System.Logger.Level.DEBUG, "rollback failed", e);
        }
    }

    /**
     * Looks at all causes. Payara 6 wraps the driver's exceptions, several times and in unchecked ones too
     * (UndeclaredThrowableException); WildFly's Narayana has what made a commit fail among the suppressed ones.
     */
    static boolean isLostRace(Throwable failure) {
        return isAny(failure, StoreTransactions::tellsOfALostRace);
    }

    private static boolean tellsOfALostRace(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return LOST_RACE_STATES.contains(state)
                || LOST_RACE_CODES.contains(failure.getErrorCode())
                || state.startsWith(STATE_OF_SQL_SERVER)
                        && LOST_RACE_CODES_OF_SQL_SERVER.contains(failure.getErrorCode());
    }

    private static boolean isAny(Throwable failure, Predicate<SQLException> such) {
        return SqlCauses.all(failure).stream().anyMatch(each -> each instanceof SQLException sql && such.test(sql));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = SqlCauses.root(failure);
        return root instanceof SQLException sql
                ? "%s (SQLState %s, code %d)"
                        .formatted(root.getClass().getName(), sql.getSQLState(), sql.getErrorCode())
                : root.getClass().getName();
    }
}
