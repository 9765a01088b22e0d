package ee.tasks.it.payara;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.it.Archives;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import javax.naming.InitialContext;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts for Payara say that they make, and no other test uses. */
@ExtendWith(ArquillianExtension.class)
class ScriptsIT {

    private static final long LONG = 60_000;

    @Deployment
    static WebArchive war() {
        return Archives.war("scripts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/ready", "/health/live", "/metrics"})
    @RunAsClient
    void probesAnswerOnThePortOfTheApplications(String path, @ArquillianResource URL application)
            throws IOException, InterruptedException {
        URI probe = URI.create("http://%s:%s%s".formatted(application.getHost(), application.getPort(), path));

        var answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(probe).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void aMessageGoesThroughTheQueue() throws Exception {
        ConnectionFactory connections = InitialContext.doLookup("jms/after-tasks-factory");
        Queue queue = InitialContext.doLookup("jms/after-tasks");
        try (JMSContext context = connections.createContext()) {
            context.createProducer().send(queue, "bound");

            assertThat(context.createConsumer(queue).receiveBody(String.class, LONG))
                    .isEqualTo("bound");
        }
    }
}
