package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunTest {

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    /** The node's estimate of the store's time is off by half a round trip. */
    @Test
    void noTaskStartsBeforeItsLastStart() {
        bench.memory.join("n", Duration.ofHours(1));
        bench.enqueue("known", 0);
        Claim first = claim().claim();
        Instant startedAt = bench.ticker.clock().instant();
        bench.memory.complete(List.of(new Completion(
                first,
                new Outcome.Retrying(new TaskError("e", "m", "t", 1, "n", Instant.EPOCH), Duration.ZERO),
                startedAt)));
        Run run = new Run(new Node("n", 0, 60), claim(), 0, link());

        run.start(startedAt.minusMillis(20));

        assertThat(run.startedAt()).isEqualTo(startedAt);
    }

    /** Nor its first before it was claimed. */
    @Test
    void noTaskStartsBeforeItsClaim() {
        bench.memory.join("n", Duration.ofHours(1));
        bench.enqueue("known", 0);
        Instant claimedAt = bench.ticker.clock().instant();
        Run run = new Run(new Node("n", 0, 60), claim(), 0, link());

        run.start(claimedAt.minusMillis(20));

        assertThat(run.startedAt()).isEqualTo(claimedAt);
    }

    private RunLink link() {
        return new RunLink(
                new Site(WorkerBench.settings(1), bench.memory, bench.ticker, new SplittableRandom(1)), List::of);
    }

    @Test
    void itsLossIsCountedOnceWhoeverSeesIt() {
        bench.memory.join("n", Duration.ofHours(1));
        bench.enqueue("known", 0);
        Site site = new Site(WorkerBench.settings(1), bench.memory, bench.ticker, new SplittableRandom(1));
        Run run = new Run(new Node("n", 0, 60), claim(), 0, new RunLink(site, List::of));

        run.lose();
        run.lose();

        assertThat(site.tally().lost).hasValue(1);
    }

    private ClaimedTask claim() {
        return bench.memory.claim("n", QueueSelection.ALL, 1, Long.MAX_VALUE).get(0);
    }
}
