package ee.tasks.jpa;

import ee.tasks.spi.TaskStoreException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * What the store needs from the server.
 *
 * @param name the data source's name
 */
record JpaResources(
        String name,
        DataSource dataSource,
        UserTransaction userTransaction,
        TransactionSynchronizationRegistry registry) {

    private static final String USER_TRANSACTION = "java:comp/UserTransaction";

    /**
     * Looks everything up. Injection of resources would fail on Payara 6, with NameNotFoundException, in beans of a library's jar that
     * are created while a WAR without session beans starts.
     */
    static JpaResources fromJndi(String dataSource) {
        return new JpaResources(
                dataSource,
                lookup(DataSource.class, dataSource),
                findUserTransaction(),
                lookup(TransactionSynchronizationRegistry.class, "java:comp/TransactionSynchronizationRegistry"));
    }

    /**
     * On a managed thread if it is refused on this one: WildFly 39 refuses it below a session bean with container-managed transactions
     * (ADR 0017), which may be the first to enqueue.
     */
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
            throw missing(type, name, "not bound in JNDI", e);
        } catch (ClassCastException e) {
            throw missing(type, name, "bound in JNDI to an object of another type", e);
        }
    }

    private static TaskStoreException missing(Class<?> type, String name, String state, Exception cause) {
        return new TaskStoreException(
                type == DataSource.class
                        ? JpaMessage.LOOKUP_FAILED.text(
                                "data source",
                                name,
                                state,
                                "create it in the server as a JTA data source, or name another one by ee.tasks.jpa.data-source")
                        : JpaMessage.LOOKUP_FAILED.text(
                                type.getSimpleName(),
                                name,
                                state,
                                "the jpa backend needs a server with Jakarta Transactions and Jakarta Concurrency"),
                cause,
                false);
    }
}
