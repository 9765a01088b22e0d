package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2DialectTest {

    @TempDir
    Path directory;

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
}
