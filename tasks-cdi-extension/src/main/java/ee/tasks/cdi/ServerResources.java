package ee.tasks.cdi;

import ee.tasks.engine.Transactions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;

/** What the server offers, looked up when it is needed; plain Java stands in where there is no server. */
final class ServerResources {

    private static final String DEFAULT_EXECUTOR = "java:comp/DefaultManagedExecutorService";
    private static final String DEFAULT_THREADS = "java:comp/DefaultManagedThreadFactory";
    private static final String CONTEXTS = "java:comp/DefaultContextService";
    private static final String TRANSACTIONS = "java:comp/TransactionSynchronizationRegistry";

    private static final String USER_TRANSACTION = "java:comp/UserTransaction";

    /** Payara's and GlassFish's; no name of the standard. */
    private static final String TRANSACTION_MANAGER = "java:appserver/TransactionManager";

    private static final System.Logger LOG = System.getLogger("ee.tasks");
    private static final Set<String> MISSED = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger THREAD_NUMBERS = new AtomicInteger();

    private ServerResources() {}

    /**
     * @param name of the executor that is wanted most
     * @param configured whether somebody named it, who is told if it is not there
     */
    static Executor executor(String name, boolean configured) {
        Optional<Executor> wanted = lookup(name, Executor.class);
        if (wanted.isEmpty() && configured && isServer()) {
            DeploymentMessage.EXECUTOR_MISSING.log(LOG, name, DEFAULT_EXECUTOR);
        }
        return wanted.or(() -> needed(DEFAULT_EXECUTOR, Executor.class, "tasks run on plain threads"))
                .orElseGet(() -> Executors.newCachedThreadPool(ServerResources::daemon));
    }

    static ThreadFactory threads() {
        return needed(DEFAULT_THREADS, ThreadFactory.class, "EE Tasks starts plain threads until it is")
                .orElse(ServerResources::daemon);
    }

    /** A {@code ContextService}, whose class a servlet container may not have. */
    static Optional<Object> contexts() {
        return lookup(CONTEXTS, Object.class);
    }

    static Transactions transactions(BeanManager beans) {
        return isServer()
                ? new JtaTransactions(
                        beans,
                        ServerResources::userTransaction,
                        ServerResources::transactionRegistry,
                        ServerResources::transactionManager)
                : Transactions.NONE;
    }

    private static Optional<TransactionSynchronizationRegistry> transactionRegistry() {
        return needed(
                TRANSACTIONS,
                TransactionSynchronizationRegistry.class,
                "EE Tasks sees no transactions until it is, and enqueues outside of the caller's");
    }

    private static Optional<UserTransaction> userTransaction() {
        return lookup(USER_TRANSACTION, UserTransaction.class);
    }

    /** Where the server lets applications have it. */
    private static Optional<TransactionManager> transactionManager() {
        return lookup(TRANSACTION_MANAGER, TransactionManager.class);
    }

    /** Whether this thread is a component's, so that what a server has can be looked up; true where there is no server. */
    static boolean areBound() {
        return !isServer() || lookup("java:comp", Object.class).isPresent();
    }

    private static boolean isServer() {
        try {
            new InitialContext().lookup("java:comp");
            return true;
        } catch (NoInitialContextException e) {
            return false;
        } catch (NamingException notBoundYet) {
            return true;
        }
    }

    /**
     * What every server has: a missing one is logged, since plain Java is a poor substitute there.
     *
     * @param without what happens without it
     */
    private static <T> Optional<T> needed(String name, Class<T> type, String without) {
        Optional<T> resource = lookup(name, type);
        if (resource.isEmpty() && isServer() && MISSED.add(name)) {
            DeploymentMessage.RESOURCE_MISSING.log(LOG, name, without);
        }
        return resource;
    }

    private static <T> Optional<T> lookup(String name, Class<T> type) {
        try {
            return Optional.of(type.cast(new InitialContext().lookup(name)));
        } catch (NamingException notHere) {
            return Optional.empty();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ee-tasks-" + THREAD_NUMBERS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
