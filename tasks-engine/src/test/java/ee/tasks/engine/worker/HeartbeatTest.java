package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    private final List<Node> lapsed = new ArrayList<>();

    /** The thread that watches leases may come later: both are due when a frozen machine goes on. */
    @Test
    void aNodeThatWakesAfterItsLeaseRenewsNothingThatItIsAboutToDrop() {
        Site site = new Site(WorkerBench.settings(1), bench.probe.store(), bench.ticker, new Random(1));
        Heartbeat heartbeat = new Heartbeat(site, lapsed::add);
        heartbeat.run();
        Node frozen = heartbeat.current();
        bench.ticker.advance(Duration.ofSeconds(61));

        heartbeat.run();

        assertThat(lapsed).containsExactly(frozen);
        assertThat(bench.probe.calls("renew"))
                .extracting(arguments -> arguments[0])
                .containsExactly(frozen.id(), heartbeat.current().id());
        assertThat(heartbeat.current()).isNotSameAs(frozen);
    }
}
