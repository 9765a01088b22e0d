package ee.tasks.it.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.Archives;
import ee.tasks.it.ProbeClient;
import ee.tasks.it.timers.Chimes;
import ee.tasks.it.timers.HourBell;
import ee.tasks.it.timers.TimersApplication;
import ee.tasks.it.timers.TimersProbe;
import java.net.URL;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** An administrator sees the timers that wake a worker, and suspends one. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisabledIfSystemProperty(
        named = "database",
        matches = "postgresql|mariadb",
        disabledReason = "timers know no database")
class TimerToolsIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String TIMERS =
            "/deployment=timer-tools.war/subsystem=ejb3/singleton-bean=EjbTimers/service=timer-service";
    private static final String OF_TASKS = "EE Tasks, backend default: ";

    @ArquillianResource
    URL server;

    @Deployment(testable = false)
    static WebArchive war() {
        return Archives.warWithTimers(
                        "timer-tools", Chimes.class, HourBell.class, TimersApplication.class, TimersProbe.class)
                .addAsResource(new StringAsset("""
                                ee.tasks.backend=jpa
                                ee.tasks.namespace=timer-tools
                                ee.tasks.scheduler=ejb-timer
                                """), "META-INF/microprofile-config.properties");
    }

    @Test
    void whatWouldHaveComeDueWaitsWhileItsTimerIsSuspended() {
        ProbeClient probe = new ProbeClient(server, "timer-tools");
        await().atMost(GENEROUS).until(() -> !probe.get("ticks").isEmpty());
        String timers = await().atMost(GENEROUS)
                .until(
                        () -> ServerControl.run(TIMERS + ":read-resource(include-runtime=true,recursive=true)"),
                        listed -> listed.contains(OF_TASKS + "schedules that were put")
                                && listed.contains(OF_TASKS + "tasks that have come due"));
        String poll = TIMERS + "/timer=" + idOf("tasks that have come due", timers);

        ServerControl.run(poll + ":suspend");
        String id = probe.post("later/PT1S");
        await().during(Duration.ofSeconds(4)).atMost(GENEROUS).until(() -> status(probe, id)
                .equals("READY"));

        ServerControl.run(poll + ":activate");
        await().atMost(GENEROUS).until(() -> status(probe, id).equals("SUCCESSFUL"));
    }

    private static String status(ProbeClient probe, String id) {
        return probe.get("status/" + id);
    }

    /** Of the timer with this info, in what the server's command line prints of them all. */
    private static String idOf(String info, String timers) {
        Matcher timer = Pattern.compile("\"([0-9a-f-]{36})\" => \\{[^{}]*\"info\" => \"" + OF_TASKS + info + "\"")
                .matcher(timers);
        assertThat(timer.find()).as(timers).isTrue();
        return timer.group(1);
    }
}
