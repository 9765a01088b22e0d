package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.engine.backend.memory.MemoryTaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnTickWatchTest {

    private static final Instant NOW = Instant.parse("2031-03-30T00:59:59Z");

    private final SettableTicker ticker = new SettableTicker();
    private final WorkerSettings settings =
            WorkerBench.settings(1, new Scheduling(Set.of("digest"), Map.of(), () -> {}, () -> {}, () -> "id"), null);
    private final OwnTickWatch watch =
            new OwnTickWatch(new Site(settings, new MemoryTaskStore(ticker.clock()), ticker, new Random(1)));

    /** Else the next tick is late by as long as these took. */
    @Test
    void theTimeThatItTookToTakeTicksIsNotWaitedForAgain() {
        Duration left = settings.pollInterval().minusMillis(1);
        Duration taking = settings.pollInterval().dividedBy(4);
        watch.open();
        ticker.advance(taking);

        assertThat(watch.looked(NOW, NOW.plus(left)))
                .isEqualTo(left.minus(taking).toNanos());
    }

    @Test
    void aTickThatCameMeanwhileIsTakenAtOnce() {
        watch.open();
        ticker.advance(settings.pollInterval());

        assertThat(watch.looked(NOW, NOW.plusNanos(1))).isEqualTo(1);
    }

    @Test
    void whatComesLaterThanTheNextPollIsNotWaitedFor() {
        watch.open();

        assertThat(watch.looked(NOW, NOW.plus(settings.pollInterval().multipliedBy(2))))
                .isEqualTo(settings.pollInterval().toNanos());
        assertThat(watch.looked(NOW, null)).isEqualTo(settings.pollInterval().toNanos());
    }
}
