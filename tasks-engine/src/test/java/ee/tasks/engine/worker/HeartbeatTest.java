package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    private final List<Node> lapsed = new ArrayList<>();
    private final List<String> causes = new ArrayList<>();

    /** The thread that watches leases may come later: both are due when a frozen machine goes on. */
    @Test
    void aNodeThatWakesAfterItsLeaseRenewsNothingThatItIsAboutToDrop() {
        Heartbeat heartbeat = heartbeat(site());
        heartbeat.run();
        Node frozen = heartbeat.current();
        bench.ticker.advance(Duration.ofSeconds(61));

        heartbeat.run();

        assertThat(lapsed).containsExactly(frozen);
        assertThat(bench.probe.calls("renew"))
                .extracting(arguments -> arguments[0])
                .containsExactly(frozen.id(), heartbeat.current().id());
        assertThat(heartbeat.current()).isNotSameAs(frozen);
        assertThat(causes).singleElement().asString().startsWith("this JVM sent no renewal");
    }

    @Test
    void ofALeaseThatTheStoreDoesNotRenewInTimeTheStoreIsToldApart() {
        Heartbeat heartbeat = heartbeat(site());
        heartbeat.run();
        bench.probe.goAway();
        bench.ticker.advance(Duration.ofSeconds(30));
        heartbeat.run();
        bench.ticker.advance(Duration.ofSeconds(31));

        heartbeat.lapseTheDead();

        assertThat(lapsed).hasSize(1);
        assertThat(causes).singleElement().asString().startsWith("the store confirmed no renewal");
    }

    @Test
    void ofALeaseThatHasEndedInTheStoreTheStoreIsQuoted() {
        Heartbeat heartbeat = heartbeat(site());
        heartbeat.run();
        bench.probe.instead("renew", arguments -> Optional.empty());

        heartbeat.run();

        assertThat(lapsed).first().isNotNull();
        assertThat(causes).first().asString().startsWith("the store refused to renew it");
    }

    private Site site() {
        return new Site(WorkerBench.settings(1), bench.probe.store(), bench.ticker, new Random(1));
    }

    private Heartbeat heartbeat(Site site) {
        return new Heartbeat(site, (node, why) -> {
            lapsed.add(node);
            causes.add(why);
        });
    }
}
