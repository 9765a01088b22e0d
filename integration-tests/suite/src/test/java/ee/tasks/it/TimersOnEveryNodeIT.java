package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.threads.ThreadsApplication;
import ee.tasks.it.timers.Chimes;
import ee.tasks.it.timers.HourBell;
import ee.tasks.it.timers.TimersApplication;
import ee.tasks.it.timers.TimersProbe;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** One application deployed twice, with the same persistent timer in each, as where every node has a timer store of its own. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisabledIfSystemProperty(named = "database", matches = "h2", disabledReason = "many nodes share a PostgreSQL")
class TimersOnEveryNodeIT {

    private static final Duration GENEROUS = Duration.ofSeconds(90);

    @ArquillianResource
    Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment("server")
    URL server;

    @Deployment(name = "server", order = 1)
    static WebArchive server() {
        return ShrinkWrap.create(WebArchive.class, "server-of-timers.war")
                .addPackage(ThreadsApplication.class.getPackage());
    }

    @Deployment(name = "north", managed = false, testable = false)
    static WebArchive north() {
        return application("north");
    }

    @Deployment(name = "south", managed = false, testable = false)
    static WebArchive south() {
        return application("south");
    }

    private static WebArchive application(String name) {
        return Archives.warWithTimers(name, Chimes.class, HourBell.class, TimersApplication.class, TimersProbe.class)
                .addAsResource(new StringAsset("""
                                ee.tasks.backend=jpa
                                ee.tasks.namespace=timers-on-every-node
                                ee.tasks.scheduler=ejb-timer
                                """), "META-INF/microprofile-config.properties");
    }

    @AfterEach
    void undeploy() {
        deployer.undeploy("north");
        deployer.undeploy("south");
    }

    @Test
    void aTickIsOneTaskOverRedeploysToo() {
        ProbeClient north = new ProbeClient(server, "north");
        ProbeClient south = new ProbeClient(server, "south");
        deployer.deploy("north");
        deployer.deploy("south");
        assertOneTaskForEachTick(north, south);
        List<String> before = north.get("ticks").lines().toList();

        deployer.undeploy("north");
        deployer.deploy("north");
        assertOneTaskForEachTick(north, south);

        await().atMost(GENEROUS).until(() -> with(before, north, south).size() > 3);
        assertThat(with(before, north, south)).doesNotHaveDuplicates();
    }

    private static List<String> with(List<String> before, ProbeClient... nodes) {
        List<String> ticks = new ArrayList<>(before);
        for (ProbeClient node : nodes) {
            ticks.addAll(node.get("ticks").lines().toList());
        }
        return ticks;
    }

    private static void assertOneTaskForEachTick(ProbeClient north, ProbeClient south) {
        await().atMost(GENEROUS)
                .until(() -> common(enqueued(north), enqueued(south)).size() >= 3);
        Map<String, String> ofNorth = enqueued(north);
        Map<String, String> ofSouth = enqueued(south);
        assertThat(common(ofNorth, ofSouth))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(tick -> assertThat(ofNorth.get(tick)).isEqualTo(ofSouth.get(tick)));
        assertThat(ofNorth.values()).doesNotHaveDuplicates();
        assertThat(ofSouth.values()).doesNotHaveDuplicates();
    }

    private static Set<String> common(Map<String, String> north, Map<String, String> south) {
        Set<String> both = new HashSet<>(north.keySet());
        both.retainAll(south.keySet());
        return both;
    }

    private static Map<String, String> enqueued(ProbeClient probe) {
        Map<String, String> byTick = new HashMap<>();
        probe.get("enqueued").lines().map(line -> line.split(" ")).forEach(line -> byTick.put(line[0], line[1]));
        return byTick;
    }
}
