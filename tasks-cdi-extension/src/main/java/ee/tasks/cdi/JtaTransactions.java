package ee.tasks.cdi;

import ee.tasks.engine.CoreMessage;
import ee.tasks.engine.Transactions;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The server's JTA: portable, and usable wherever a component's thread runs. */
final class JtaTransactions implements Transactions {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private final BeanManager beans;
    private final Supplier<Optional<UserTransaction>> userTransactions;
    private final Supplier<Optional<TransactionSynchronizationRegistry>> registries;
    private final Supplier<Optional<TransactionManager>> managers;
    private volatile TransactionSynchronizationRegistry found;
    private volatile UserTransaction begins;

    /**
     * @param userTransactions asked, like {@code registries}, until one is there
     * @param managers asked where the server refuses the {@code UserTransaction}
     */
    JtaTransactions(
            BeanManager beans,
            Supplier<Optional<UserTransaction>> userTransactions,
            Supplier<Optional<TransactionSynchronizationRegistry>> registries,
            Supplier<Optional<TransactionManager>> managers) {
        this.beans = beans;
        this.userTransactions = userTransactions;
        this.registries = registries;
        this.managers = managers;
    }

    @Override
    public Object current() {
        TransactionSynchronizationRegistry registry = registry();
        int status = registry == null ? Status.STATUS_NO_TRANSACTION : registry.getTransactionStatus();
        boolean active = status == Status.STATUS_ACTIVE
                || status == Status.STATUS_MARKED_ROLLBACK
                || status == Status.STATUS_PREPARING; // an enqueue from a callback before the commit
        return active ? registry.getTransactionKey() : null;
    }

    @Override
    public Object resource(Object key) {
        return registry().getResource(key);
    }

    @Override
    public void putResource(Object key, Object value) {
        registry().putResource(key, value);
    }

    @Override
    public void afterCompletion(Consumer<Boolean> action) {
        registry().registerInterposedSynchronization(new Synchronization() {

            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                action.accept(status == Status.STATUS_COMMITTED);
            }
        });
    }

    @Override
    public <T> T suspended(Supplier<T> action) {
        Instance<OutsideTransaction> outside = beans.createInstance().select(OutsideTransaction.class);
        try (Instance.Handle<OutsideTransaction> one = outside.getHandle()) {
            return one.get().call(action);
        }
    }

    @Override
    public boolean canBegin() {
        return true;
    }

    @Override
    public void begin(Duration timeout) throws NotSupportedException, SystemException {
        UserTransaction transaction = userTransaction();
        try {
            begin(timeout, transaction::setTransactionTimeout, transaction::begin);
        } catch (IllegalStateException refused) {
            ServerTransactionManager manager = insteadOf(refused);
            begin(timeout, manager::setTimeout, manager::begin);
        }
    }

    @FunctionalInterface
    private interface Begin {
        void begin() throws NotSupportedException, SystemException;
    }

    @FunctionalInterface
    private interface SetTimeout {
        void set(int seconds) throws SystemException;
    }

    private void begin(Duration timeout, SetTimeout limit, Begin begin) throws NotSupportedException, SystemException {
        if (timeout == null) {
            begin.begin();
            return;
        }
        limit.set(seconds(timeout));
        boolean whole = false;
        try {
            beginAndResetTimeout(limit, begin);
            whole = true;
        } finally {
            if (!whole) {
                rollback();
            }
        }
    }

    /** For whatever this thread begins next the server's default holds, also if nothing was begun now. */
    private static void beginAndResetTimeout(SetTimeout limit, Begin begin)
            throws NotSupportedException, SystemException {
        try {
            begin.begin();
        } finally {
            limit.set(0);
        }
    }

    private ServerTransactionManager insteadOf(IllegalStateException refused) {
        return managers.get().map(ServerTransactionManager::new).orElseThrow(() -> refused);
    }

    private static int seconds(Duration timeout) {
        return (int) Math.max(1, Math.min(timeout.plusNanos(999_999_999).toSeconds(), Integer.MAX_VALUE));
    }

    @Override
    public State state() {
        TransactionSynchronizationRegistry known = registry();
        if (known == null) {
            return State.NONE;
        }
        return switch (known.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION -> State.NONE;
            case Status.STATUS_ACTIVE -> State.ACTIVE;
            case Status.STATUS_MARKED_ROLLBACK -> State.ROLLBACK_ONLY;
            default -> State.OVER;
        };
    }

    @Override
    public void commit()
            throws RollbackException, HeuristicMixedException, HeuristicRollbackException, SystemException {
        boolean committed = false;
        try {
            commitHere();
            committed = true;
        } finally {
            if (!committed) {
                rollback();
            }
        }
    }

    private void commitHere()
            throws RollbackException, HeuristicMixedException, HeuristicRollbackException, SystemException {
        try {
            userTransaction().commit();
        } catch (IllegalStateException refused) {
            insteadOf(refused).commit();
        }
    }

    /** A transaction that is over already still has to be taken off the thread, which some managers do while they complain. */
    @Override
    public void rollback() {
        if (state() == State.NONE) {
            return;
        }
        try {
            rollbackHere();
        } catch (SystemException | IllegalStateException e) {
            if (state() != State.NONE) {
                CoreMessage.NOT_ROLLED_BACK.log(LOG, e, e);
            } else {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "the rollback of a task's transaction failed, but the transaction is off this thread",
                        e);
            }
        }
    }

    private void rollbackHere() throws SystemException {
        try {
            userTransaction().rollback();
        } catch (IllegalStateException refused) {
            insteadOf(refused).rollback();
        }
    }

    private UserTransaction userTransaction() {
        if (begins == null) {
            begins = userTransactions
                    .get()
                    .orElseThrow(() -> new IllegalStateException(DeploymentMessage.NO_USER_TRANSACTION.text()));
        }
        return begins;
    }

    /** Looked up until it is found: on the thread that starts an EAR's libraries the name may not be bound yet. */
    private TransactionSynchronizationRegistry registry() {
        if (found == null) {
            found = registries.get().orElse(null);
        }
        return found;
    }
}
