package ee.tasks.jpa;

import ee.tasks.spi.TaskStoreException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * What the store needs of its surroundings.
 *
 * @param name the data source's name
 */
record JpaResources(
        String name,
        DataSource dataSource,
        UserTransaction userTransaction,
        TransactionSynchronizationRegistry registry) {

    private static final String USER_TRANSACTION = "java:comp/UserTransaction";

    /** Looks everything up, since injection into a library's beans fails at start-up on some servers. */
    static JpaResources fromJndi(String dataSource) {
        return new JpaResources(
                dataSource,
                lookup(DataSource.class, dataSource),
                findUserTransaction(),
                lookup(TransactionSynchronizationRegistry.class, "java:comp/TransactionSynchronizationRegistry"));
    }

    /** A session bean whose transactions the container manages is refused it, also when it is the first to enqueue. */
    private static UserTransaction findUserTransaction() {
        try {
            return lookup(UserTransaction.class, USER_TRANSACTION);
        } catch (TaskStoreException refused) {
            ThreadFactory threads = lookup(ThreadFactory.class, "java:comp/DefaultManagedThreadFactory");
            return ThreadBeside.call(threads, () -> lookup(UserTransaction.class, USER_TRANSACTION));
        }
    }

    private static <T> T lookup(Class<T> type, String name) {
        try {
            return type.cast(new InitialContext().lookup(name));
        } catch (NamingException e) {
            throw missing(type, name, "", e);
        } catch (ClassCastException e) {
            throw missing(type, name, ", but something else of that name", e);
        }
    }

    private static TaskStoreException missing(Class<?> type, String name, String instead, Exception cause) {
        return new TaskStoreException(
                type == DataSource.class
                        ? JpaMessage.LOOKUP_FAILED.text(
                                "data source",
                                name,
                                instead,
                                "make it in the server, as a JTA data source, or name another by ee.tasks.jpa.data-source")
                        : JpaMessage.LOOKUP_FAILED.text(
                                type.getSimpleName(),
                                name,
                                instead,
                                "the jpa backend needs a server with Jakarta Transactions and Jakarta Concurrency"),
                cause,
                false);
    }
}
