package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2DialectTest {

    @TempDir
    Path directory;

    /** Public, so that H2 may call it. */
    public static final class Rows {

        private static final AtomicInteger READ = new AtomicInteger();

        private Rows() {}

        public static String read(String value) {
            READ.incrementAndGet();
            return value;
        }
    }

    private static boolean toleratesInterrupts(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            return Dialects.of(connection).toleratesInterrupts();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:%s/a", "jdbc:h2:file:%s/b", "jdbc:h2:nio:%s/c", "jdbc:h2:%s/d;AUTO_SERVER=TRUE"})
    void aFileInThisProcessBearsNoInterrupts(String url) throws SQLException {
        assertThat(toleratesInterrupts(url.formatted(directory))).isFalse();
    }

    @Test
    void memoryDoes() throws SQLException {
        assertThat(toleratesInterrupts("jdbc:h2:mem:interrupts")).isTrue();
        assertThat(toleratesInterrupts("jdbc:h2:mem:")).isTrue();
    }

    @Test
    void aFileOfAServerDoes() throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try {
            assertThat(toleratesInterrupts("jdbc:h2:tcp://localhost:%d/%s/e".formatted(server.getPort(), directory)))
                    .isTrue();
        } finally {
            server.stop();
        }
    }

    @Test
    void aReadIsNotAnsweredFromTheLast() {
        try (AgroalDataSource pool = TestServer.newH2()) {
            Jdbc.run(pool, "create alias read_row deterministic for '%s.read'".formatted(Rows.class.getName()));
            Jdbc.run(pool, "create table one (id varchar(9) primary key)");
            Jdbc.run(pool, "insert into one values ('a')");
            JpaResources resources = TestServer.resources(pool);

            assertThat(rowsReadByTwoReads(new StoreTransactions(resources)))
                    .as("what H2 does")
                    .isEqualTo(1);
            assertThat(rowsReadByTwoReads(new StoreTransactions(resources, new H2Dialect(""), Isolation.AS_IT_IS)))
                    .isEqualTo(2);
            assertThat(rowsReadByTwoReads(new StoreTransactions(resources, new H2Dialect(""), Isolation.AS_IT_IS)))
                    .as("of another store of the data source")
                    .isEqualTo(2);
        }
    }

    private static int rowsReadByTwoReads(StoreTransactions transactions) {
        Rows.READ.set(0);
        for (int i = 0; i < 2; i++) {
            transactions.call(
                    "read",
                    connection -> Sql.list(
                            connection,
                            "select read_row(t.id) from one t where t.id = ?",
                            row -> row.getString(1),
                            "a"));
        }
        return Rows.READ.get();
    }
}
