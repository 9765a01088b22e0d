package ee.tasks.jpa;

import ee.tasks.jpa.UntestedDialect.Database;
import ee.tasks.spi.TaskStoreException;
import java.sql.Connection;
import java.sql.SQLException;

/** Chooses the dialect of a database. */
final class Dialects {

    private Dialects() {}

    static SqlDialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> new PostgresDialect();
            case "MariaDB" -> new MariaDbDialect();
            case "H2" -> new H2Dialect(connection.getMetaData().getURL());
            case "MySQL" -> new UntestedDialect(Database.MYSQL);
            case "Oracle" -> new UntestedDialect(Database.ORACLE);
            case "Microsoft SQL Server" -> new UntestedDialect(Database.SQL_SERVER);
            default -> {
                if (product.startsWith("DB2/")) {
                    yield new UntestedDialect(Database.DB2);
                }
                throw new TaskStoreException(JpaMessage.UNKNOWN_DATABASE.text(product), null, false);
            }
        };
    }
}
