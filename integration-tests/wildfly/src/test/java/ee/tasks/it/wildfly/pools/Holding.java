package ee.tasks.it.wildfly.pools;

import ee.tasks.Task;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Tasks that use one connection each, in a transaction of their own, as long as the database makes them. */
@ApplicationScoped
public class Holding {

    @Task
    @Transactional
    public void hold(String pool, double seconds) throws NamingException, SQLException {
        DataSource dataSource = InitialContext.doLookup("java:jboss/datasources/" + pool);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("select pg_sleep(?)")) {
            statement.setDouble(1, seconds);
            statement.execute();
        }
    }
}
