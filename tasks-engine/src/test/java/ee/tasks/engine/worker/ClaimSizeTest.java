package ee.tasks.engine.worker;

import static ee.tasks.engine.worker.WorkerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClaimSizeTest {

    @AutoClose
    final WorkerBench bench = new WorkerBench();

    @Test
    void afterAClaimThatWasTooMuchTheNextAsksForLessAndGrowsAgain() {
        bench.probe.before("claim", arguments -> {
            if ((int) arguments[2] > 50) {
                throw new OutOfMemoryError("not really");
            }
        });
        List<String> ids = bench.enqueue(300);
        bench.start(120, (task, control) -> succeeded());

        bench.awaitInTime(() -> bench.ended.size() == ids.size());
        assertThat(asked().subList(0, 4)).containsExactly(120, 60, 30, 30);

        bench.probe.comeBack();
        bench.ticker.advance(Duration.ofMinutes(1));
        bench.awaitInTime(() -> asked().get(asked().size() - 1) == 120);
    }

    @Test
    void noClaimMayBringMoreThanEightMillionCharacters() {
        bench.start(1, (task, control) -> succeeded());
        bench.awaitStatus(bench.enqueue("known", 0), TaskStatus.SUCCESSFUL);

        assertThat(bench.probe.calls("claim")).isNotEmpty().allSatisfy(arguments -> assertThat(arguments[3])
                .isEqualTo(8L << 20));
    }

    @Test
    void whereEvenOneIsTooMuchItsSizeIsNotToBlame() {
        ClaimSize size = new ClaimSize(0);
        size.failed(3, 0);
        assertThat(size.of(500)).isEqualTo(1);
        size.succeeded(1);
        assertThat(size.of(500)).isEqualTo(1);

        size.failed(1, 2);
        size.succeeded(3);
        size.succeeded(3);

        assertThat(size.of(500)).isEqualTo(4);
    }

    private List<Integer> asked() {
        return bench.probe.calls("claim").stream()
                .map(arguments -> (Integer) arguments[2])
                .toList();
    }
}
