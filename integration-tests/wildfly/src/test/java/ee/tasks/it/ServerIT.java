package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class ServerIT {

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource defaultDataSource;

    @Resource(lookup = "java:jboss/ee/concurrency/executor/tasks")
    ManagedExecutorService executor;

    @Deployment
    static WebArchive war() {
        return Archives.war("server");
    }

    @Test
    void theDefaultDataSourceIsTheDatabaseOfThisRun() throws SQLException {
        try (var connection = defaultDataSource.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName())
                    .isEqualToIgnoringCase(System.getProperty("tests.database"));
        }
    }

    @Test
    void theServerHasAnExecutorForTasks() throws Exception {
        assertThat(executor.submit(() -> Thread.currentThread().getName()).get())
                .contains("tasks");
    }
}
