package ee.tasks.jpa;

import ee.tasks.spi.TaskStoreException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** What the store needs of its surroundings. */
record JpaResources(
        DataSource dataSource, UserTransaction userTransaction, TransactionSynchronizationRegistry registry) {

    /** Looks everything up, since injection into a library's beans fails at start-up on some servers. */
    static JpaResources fromJndi(String dataSource) {
        return new JpaResources(
                lookup(DataSource.class, dataSource),
                lookup(UserTransaction.class, "java:comp/UserTransaction"),
                lookup(TransactionSynchronizationRegistry.class, "java:comp/TransactionSynchronizationRegistry"));
    }

    private static <T> T lookup(Class<T> type, String name) {
        try {
            return type.cast(new InitialContext().lookup(name));
        } catch (NamingException | ClassCastException e) {
            throw new TaskStoreException(JpaMessage.LOOKUP_FAILED.text(name, e.getMessage()), e, false);
        }
    }
}
