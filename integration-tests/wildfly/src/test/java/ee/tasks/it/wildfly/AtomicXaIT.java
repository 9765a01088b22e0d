package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.it.Archives;
import ee.tasks.it.app.Ledger;
import ee.tasks.it.atomic.Transfers;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.naming.InitialContext;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Atomic tasks whose data are on another data source than the tasks. */
@ExtendWith(ArquillianExtension.class)
class AtomicXaIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private static final String DATA_SOURCES = """
            <datasources xmlns="http://www.jboss.org/ironjacamar/schema">
              <xa-datasource jndi-name="java:/TasksXA" pool-name="TasksXA">
                <xa-datasource-property name="URL">%1$s</xa-datasource-property>
                <driver>%3$s</driver>
                <security><user-name>%4$s</user-name><password>%5$s</password></security>
              </xa-datasource>
              <xa-datasource jndi-name="java:/OthersXA" pool-name="OthersXA">
                <xa-datasource-property name="URL">%2$s</xa-datasource-property>
                <driver>%3$s</driver>
                <security><user-name>%4$s</user-name><password>%5$s</password></security>
              </xa-datasource>
              <datasource jndi-name="java:/Others" pool-name="Others">
                <connection-url>%2$s</connection-url>
                <driver>%3$s</driver>
                <security><user-name>%4$s</user-name><password>%5$s</password></security>
              </datasource>
            </datasources>
            """;

    @Inject
    TaskQueue tasks;

    @Inject
    Transfers transfers;

    @Inject
    Ledger ledger;

    private final String text = "text " + UUID.randomUUID();

    /** Both are XA; brings the data sources of all three. */
    @Deployment(name = "xa", order = 1)
    static WebArchive xa() {
        String dataSources = System.getProperty("database", "h2").equals("h2")
                ? DATA_SOURCES.formatted(
                        "jdbc:h2:mem:tasks;DB_CLOSE_DELAY=-1", "jdbc:h2:mem:others;DB_CLOSE_DELAY=-1", "h2", "sa", "sa")
                : DATA_SOURCES.formatted("${pg.url}", "${pg.url}", "postgresql", "postgres", "postgres");
        return application("xa", "java:/OthersXA", "ee.tasks.jpa.data-source=java:/TasksXA")
                .addAsWebInfResource(new StringAsset(dataSources), "atomic-ds.xml");
    }

    /** The tasks are on a data source that is not XA, the data on one that is. */
    @Deployment(name = "one-local", order = 2)
    static WebArchive oneLocal() {
        return application("one-local", "java:/OthersXA", "");
    }

    /** Neither is XA. */
    @Deployment(name = "two-local", order = 3)
    static WebArchive twoLocal() {
        return application("two-local", "java:/Others", "");
    }

    private static WebArchive application(String name, String dataSource, String property) {
        return Archives.applicationOn(
                        dataSource,
                        name,
                        "ee.tasks.backend=jpa",
                        "ee.tasks.namespace=" + name,
                        "ee.tasks.backends.crossing.type=crossing",
                        property)
                .addPackage(Transfers.class.getPackage());
    }

    @Test
    @OperateOnDeployment("xa")
    void bothCommitTogetherWithXa() throws Exception {
        commits();
        rollsBack();
        leavesNothingAsAZombie("java:/TasksXA");
    }

    @Test
    @OperateOnDeployment("one-local")
    void bothCommitTogetherIfOneOfThemIsXa() throws Exception {
        commits();
        rollsBack();
        leavesNothingAsAZombie("java:comp/DefaultDataSource");
    }

    @Test
    @OperateOnDeployment("two-local")
    void withoutXaTheServerRefusesTheSecondAndNothingIsDone() {
        TaskResult<String> result = tasks.enqueue(Transfers::write, text).await(GENEROUS);

        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.errors().get(0).stackTrace()).contains("IJ000461: Could not enlist");
        assertThat(ledger.count(text)).isZero();
    }

    private void commits() {
        TaskResult<String> result = tasks.enqueue(Transfers::write, text).await(GENEROUS);

        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        awaitInLedger(text);
    }

    /** The resource that cannot be prepared is committed first, and may show the end of the task before the ledger has the entry. */
    private void awaitInLedger(String once) {
        await().atMost(GENEROUS).until(() -> ledger.count(once) > 0);
        assertThat(ledger.count(once)).isEqualTo(1);
    }

    private void rollsBack() {
        String other = text + " voted down";
        assertThat(tasks.enqueue(Transfers::isVotedDown, other).await(GENEROUS).status())
                .isEqualTo(TaskStatus.FAILED);
        assertThat(ledger.count(other)).isZero();
    }

    /** Its claim is lost while it runs: whoever rescues has given the task back. */
    private void leavesNothingAsAZombie(String tasksDataSource) throws Exception {
        String zombie = text + " zombie";
        transfers.expect();
        TaskResult<String> result = tasks.enqueue(Transfers::waits, zombie);
        transfers.awaitReached();
        giveBack(tasksDataSource, result.id());
        transfers.release();

        assertThat(result.await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        awaitInLedger(zombie);
    }

    private static void giveBack(String dataSource, String id) throws Exception {
        DataSource tasks = (DataSource) new InitialContext().lookup(dataSource);
        try (Connection connection = tasks.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update ee_task set status = 'READY', due = true, claim_id = null, node_id = null"
                    + " where id = '" + id + "'");
        }
    }
}
