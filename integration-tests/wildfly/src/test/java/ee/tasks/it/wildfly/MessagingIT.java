package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskQueue;
import ee.tasks.TaskStatus;
import ee.tasks.it.Archives;
import ee.tasks.it.app.Ledger;
import ee.tasks.it.wildfly.messaging.Letters;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks that send messages; on the queue of {@code messaging.cli} and the data source of {@code mariadb-xa.cli}. */
@ExtendWith(ArquillianExtension.class)
@DisabledIfSystemProperty(
        named = "database",
        matches = "h2|postgresql",
        disabledReason = "their server has no broker") // inside the server there is no such property
class MessagingIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String DATA_SOURCE = "java:jboss/datasources/TasksMariaDBXA";

    @Inject
    TaskQueue tasks;

    @Inject
    Ledger ledger;

    @Resource(lookup = "java:/ConnectionFactory")
    ConnectionFactory connections;

    @Resource(lookup = "java:/jms/queue/EETasks")
    Queue queue;

    @Deployment
    static WebArchive messaging() {
        return Archives.applicationOn(
                        DATA_SOURCE,
                        "messaging",
                        "ee.tasks.backend=jpa",
                        "ee.tasks.namespace=messaging",
                        "ee.tasks.jpa.data-source=" + DATA_SOURCE)
                .addPackage(Letters.class.getPackage());
    }

    @Test
    void anAtomicTaskSendsIfAndOnlyIfItIsSuccessful() {
        String text = "letter " + UUID.randomUUID();
        String unsent = "unsent " + text;

        assertThat(tasks.enqueue(Letters::post, unsent, true).await(GENEROUS).status())
                .isEqualTo(TaskStatus.FAILED);
        assertThat(tasks.enqueue(Letters::post, text, false).await(GENEROUS).status())
                .isEqualTo(TaskStatus.SUCCESSFUL);

        assertThat(ledger.count(unsent)).isZero();
        assertThat(ledger.count(text)).isEqualTo(1);
        try (JMSContext context = connections.createContext();
                JMSConsumer consumer = context.createConsumer(queue)) {
            assertThat(consumer.receiveBody(String.class, GENEROUS.toMillis())).isEqualTo(text);
            assertThat(consumer.receiveNoWait()).isNull();
        }
    }
}
