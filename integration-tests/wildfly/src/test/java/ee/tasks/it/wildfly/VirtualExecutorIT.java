package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.it.Archives;
import ee.tasks.it.parking.Parking;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An executor of the application that asks for virtual threads, as Jakarta EE 11 allows; here by its deployment descriptor. */
@Tag("ee11")
@ExtendWith(ArquillianExtension.class)
class VirtualExecutorIT {

    private static final Duration GENEROUS = Duration.ofSeconds(90);
    private static final String EXECUTOR = "java:app/concurrent/virtual";
    private static final int MAX_ASYNC = 3;
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.1">
              <managed-executor>
                <name>%s</name>
                <max-async>%d</max-async>
                <virtual>true</virtual>
              </managed-executor>
            </web-app>
            """.formatted(EXECUTOR, MAX_ASYNC);

    @Inject
    TaskQueue tasks;

    @Inject
    Parking parking;

    @Deployment
    static WebArchive war() {
        return Archives.war("virtual")
                .addPackage(Parking.class.getPackage())
                .setWebXML(new StringAsset(WEB_XML))
                .addAsResource(new StringAsset("""
                                ee.tasks.backend=jpa
                                ee.tasks.namespace=virtual
                                ee.tasks.worker.concurrency=10
                                ee.tasks.worker.executor=%s
                                """.formatted(EXECUTOR)), "META-INF/microprofile-config.properties");
    }

    @Test
    void tasksRunOnTheExecutorThatTheApplicationDefinesAndNames() {
        parkSixty();

        assertThat(parking.threads()).isNotEmpty().allSatisfy(thread -> assertThat(thread)
                .contains(EXECUTOR));
        assertThat(parking.most()).isLessThanOrEqualTo(MAX_ASYNC);
    }

    /** A server may do that; once it does not, docs/how-to/threads.adoc has to say so. */
    @Test
    void thisServerGivesPlatformThreadsAllTheSame() {
        parkSixty();

        assertThat(parking.threads()).isNotEmpty().allSatisfy(thread -> assertThat(thread)
                .startsWith("platform "));
    }

    private void parkSixty() {
        TaskFlow flow = tasks.enqueueAll(
                Stream.generate(() -> TaskInvocation.of(Parking::park, 20L)).limit(60));
        await().atMost(GENEROUS).until(() -> flow.progress().done() == 60);
    }
}
