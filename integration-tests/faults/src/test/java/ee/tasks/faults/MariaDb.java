package ee.tasks.faults;

import ee.tasks.it.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A MariaDB, which has no holds. */
final class MariaDb extends Database {

    private static final String USER = "tasks";

    private final TestDatabase server = TestDatabase.open("mariadb");

    @Override
    List<String> properties(String name) {
        return List.of(
                "-Dmariadb.url=" + server.url() + "?sessionVariables=idle_transaction_timeout=60",
                "-Ddefault.data-source=java:jboss/datasources/TasksMariaDB");
    }

    @Override
    String ledger() {
        return Cluster.resource("ledger-mariadb.sql");
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url() + "?allowMultiQueries=true", USER, USER);
    }

    @Override
    public void close() {
        server.close();
    }
}
