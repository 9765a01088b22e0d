package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.settings;
import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.TaskRecord;
import ee.tasks.tck.LogLines;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a node claims and has no bean for. */
class UnknownTasksTest {

    private static final String KNOWN = "shop.Work.hello";

    @AutoClose
    private final LogLines log = LogLines.of("ee.tasks.worker");

    @AutoClose
    private final WorkerBench bench = new WorkerBench();

    private final WorkerSettings settings = settings("default", 100, null, null, Set.of(KNOWN));

    /** In a rolling deployment the old nodes meet them by the thousand, and ends of others wait meanwhile. */
    @Test
    void aHundredAreParkedInOneCall() {
        List<String> ids =
                IntStream.range(0, 100).mapToObj(n -> bench.enqueue("new", 0)).toList();
        SteppedWorker worker = new SteppedWorker(
                settings,
                bench.probe.store(),
                (task, control) -> succeeded(),
                new Quiet(),
                bench.executor,
                bench.ticker,
                new Random(1));

        step(worker, "renew");
        step(worker, "claim");
        step(worker, "complete");

        assertThat(bench.probe.calls("park"))
                .singleElement()
                .satisfies(arguments -> assertThat((Collection<?>) arguments[0]).hasSize(ids.size()));
        assertThat(worker.state().parked()).isEqualTo(ids.size());
        worker.stop();
    }

    @Test
    void theNameThatWasMeantIsSuggested() {
        bench.enqueue("shop.Work.helo", 0);
        bench.enqueue("reports.build", 0);
        Worker worker = bench.start(settings, (task, control) -> succeeded(), bench.executor, bench.ticker);

        bench.awaitInTime(() -> parked().size() == 2);

        assertThat(parked())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("EETASK0410: parked task 'shop.Work.helo' (id task-000001); it waits for a node")
                        .contains("EETASK0411: no bean of node '", " has a @Task named 'shop.Work.helo'")
                        .contains("; did you mean 'shop.Work.hello'?"))
                .anySatisfy(line -> assertThat(line).contains("'reports.build'").doesNotContain("did you mean"));
        assertThat(worker.state().parked()).isEqualTo(2);
    }

    /** Names may be made per customer; of those that were told a thousand are remembered. */
    @Test
    void namesWithoutEndAreForgotten() {
        IntStream.range(0, 1_001).forEach(n -> bench.enqueue("customer" + n, 0));
        bench.start(settings, (task, control) -> succeeded(), bench.executor, bench.ticker);
        bench.awaitInTime(() -> parked().size() == 1_001);

        bench.enqueue("customer1000", 0);
        bench.enqueue("customer0", 0);
        bench.awaitInTime(() -> parked().size() == 1_002);

        assertThat(parked().stream().filter(line -> line.contains("'customer0'")))
                .hasSize(2);
        assertThat(parked().stream().filter(line -> line.contains("'customer1000'")))
                .hasSize(1);
    }

    private List<String> parked() {
        return log.texts().stream()
                .filter(text -> text.startsWith("EETASK0410"))
                .toList();
    }

    private static void step(SteppedWorker worker, String loop) {
        worker.loops().stream()
                .filter(each -> each.name().equals(loop))
                .findFirst()
                .orElseThrow()
                .take();
    }

    private static final class Quiet implements WorkerEvents {

        @Override
        public void attempted(TaskRecord task, ee.tasks.spi.Outcome outcome) {}

        @Override
        public void lost(String id) {}
    }
}
