package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.engine.worker.Outage.Activity;
import ee.tasks.spi.StoreNotReachedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final Logger logger = Logger.getLogger("ee.tasks.worker");
    private final List<String> messages = new ArrayList<>();
    private final List<Throwable> traces = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            messages.add(line.getMessage().substring(0, 10));
            if (line.getThrown() != null) {
                traces.add(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final SettableTicker ticker = new SettableTicker();
    private final Outage outage = new Outage(ticker);

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
    }

    @Test
    void anOutageIsLoggedOnceWhenItStartsAndOnceWhenItEnds() {
        outage.worked(Activity.CLAIM);
        outage.failed(Activity.CLAIM, StoreProbe.away());
        outage.failed(Activity.CLAIM, StoreProbe.away());
        outage.failed(Activity.RENEW, StoreProbe.away());
        outage.worked(Activity.CLAIM);
        assertThat(outage.isOn()).isTrue();
        outage.worked(Activity.RENEW);
        outage.worked(Activity.RENEW);
        assertThat(outage.isOn()).isFalse();
        assertThat(messages).containsExactly("EETASK0403", "EETASK0404");
    }

    @Test
    void whatTheStoreHasSaidItselfIsNotSaidAgain() {
        outage.failed(Activity.RENEW, new StoreNotReachedException("EETASK0606", null));
        assertThat(outage.isOn()).isTrue();
        outage.worked(Activity.RENEW);
        assertThat(messages).isEmpty();

        outage.failed(Activity.RENEW, StoreProbe.away());
        outage.worked(Activity.RENEW);
        assertThat(messages).containsExactly("EETASK0403", "EETASK0404");
    }

    @Test
    void aStoreThatComesAndGoesCausesATraceAMinute() {
        for (int second = 0; second < 90; second++) {
            outage.failed(Activity.CLAIM, StoreProbe.away());
            outage.worked(Activity.CLAIM);
            ticker.advance(Duration.ofSeconds(1));
        }

        assertThat(traces).hasSize(2);
        assertThat(messages).hasSize(180);
    }
}
