package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.sql.SQLException;
import javax.naming.InitialContext;
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
        ManagedExecutorService executor = InitialContext.doLookup(System.getProperty("tests.executor"));

        assertThat(executor.submit(() -> Thread.currentThread().getName()).get())
                .contains("tasks");
    }
}
