package ee.tasks.cdi;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;

/**
 * Begins and ends transactions where the server refuses a thread the {@code UserTransaction}.
 *
 * <p>Payara 6 remembers in one place for all threads that are in a bean whether they may use it. So it may refuse it to a task which
 * has called a {@code @Transactional} bean while others did, and to whatever its thread runs next; and the transaction would stay on
 * the thread, with its locks.
 *
 * <p>Payara's connections take part in the transaction of the component that runs. The {@code UserTransaction} tells the component when
 * it begins or ends one, the {@code TransactionManager} only when it resumes or suspends one: untold, each statement of an atomic task
 * would be committed by itself, and later ones would be refused.
 */
record ServerTransactionManager(TransactionManager manager) {

    void setTimeout(int seconds) throws SystemException {
        manager.setTransactionTimeout(seconds);
    }

    void begin() throws NotSupportedException, SystemException {
        manager.begin();
        Transaction begun = manager.suspend();
        try {
            manager.resume(begun);
        } catch (InvalidTransactionException e) {
            begun.rollback();
            SystemException failure = new SystemException("what was begun cannot be resumed");
            failure.initCause(e);
            throw failure;
        }
    }

    void commit() throws RollbackException, HeuristicMixedException, HeuristicRollbackException, SystemException {
        try {
            manager.commit();
        } finally {
            tellItIsOver();
        }
    }

    void rollback() throws SystemException {
        try {
            manager.rollback();
        } finally {
            tellItIsOver();
        }
    }

    private void tellItIsOver() throws SystemException {
        if (manager.getStatus() == Status.STATUS_NO_TRANSACTION) {
            manager.suspend();
        }
    }
}
