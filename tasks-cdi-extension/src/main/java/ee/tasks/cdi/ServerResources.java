package ee.tasks.cdi;

import ee.tasks.core.Transactions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What the server offers, looked up when it is needed; plain Java stands in where there is no server. */
final class ServerResources {

    private static final String DEFAULT_EXECUTOR = "java:comp/DefaultManagedExecutorService";
    private static final String DEFAULT_THREADS = "java:comp/DefaultManagedThreadFactory";
    private static final String TRANSACTIONS = "java:comp/TransactionSynchronizationRegistry";

    private static final AtomicInteger THREAD_NUMBERS = new AtomicInteger();

    private ServerResources() {}

    /** @param name of the executor that is wanted most */
    static Executor executor(String name) {
        return lookup(name, Executor.class)
                .or(() -> lookup(DEFAULT_EXECUTOR, Executor.class))
                .orElseGet(() -> Executors.newCachedThreadPool(ServerResources::daemon));
    }

    static ThreadFactory threads() {
        return lookup(DEFAULT_THREADS, ThreadFactory.class).orElse(ServerResources::daemon);
    }

    static Transactions transactions(BeanManager beans) {
        return lookup(TRANSACTIONS, Object.class)
                .<Transactions>map(
                        registry -> new JtaTransactions((TransactionSynchronizationRegistry) registry, beans))
                .orElse(Transactions.NONE);
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
