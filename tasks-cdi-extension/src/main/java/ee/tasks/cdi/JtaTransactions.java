package ee.tasks.cdi;

import ee.tasks.core.Transactions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The server's JTA, by its registry: portable, and usable wherever a component's thread runs. */
final class JtaTransactions implements Transactions {

    private final BeanManager beans;
    private volatile TransactionSynchronizationRegistry found;

    JtaTransactions(BeanManager beans) {
        this.beans = beans;
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
        return beans.createInstance().select(OutsideTransaction.class).get().call(action);
    }

    /** Looked up until it is found: on the thread that starts an EAR's libraries the name may not be bound yet. */
    private TransactionSynchronizationRegistry registry() {
        if (found == null) {
            found = ServerResources.transactionRegistry().orElse(null);
        }
        return found;
    }
}
