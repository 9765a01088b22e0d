package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.jpa.CrowdedDatabase.Statistics;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Settled;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.TaskRequests;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the release and the cancelling of followers read, whoever else waits. */
abstract class SettlingRowsReadContract extends RowsReadSteps {

    SettlingRowsReadContract(CrowdedDatabase crowded) {
        super(crowded);
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void settlingWhereNothingHasEnded(Statistics statistics) {
        start(statistics);

        assertReadsLittle(() -> assertThat(store.settle(WANTED).more()).isFalse());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void settlingFollowersOfTasks(Statistics statistics) {
        tables.insert("urgent", FEW, Map.of("queue", "'urgent'", "due", "true"));
        tables.heirs(FEW, "concat('urgent-', 10000000 + n)", false);
        start(statistics);
        List<Completion> ends = successes(claim("urgent", FEW));

        assertReadsLittle(() -> assertThat(store.complete(ends).awaited()).isTrue());
        assertReadsLittle(() -> assertThat(store.settle(WANTED).readied()).isEqualTo(FEW));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void settlingFollowersOfAFlow(Statistics statistics) {
        tables.insert("urgent", 1, Map.of("queue", "'urgent'", "due", "true", "flow_id", "'ending'"));
        tables.heirs(FEW, "'ending'", true);
        start(statistics);
        List<Completion> end = successes(claim("urgent", 1));

        assertReadsLittle(() -> assertThat(store.complete(end).awaited()).isTrue());
        assertReadsLittle(() -> assertThat(store.settle(WANTED).readied()).isEqualTo(FEW));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void cancellingWhatIsAwaited(Statistics statistics) {
        tables.insert("member", FEW, Map.of("flow_id", "'unwanted'"));
        tables.heirs(FEW, "'unwanted'", true);
        start(statistics);

        assertReadsLittle(() -> assertThat(store.cancel("member-10000001")).isTrue());
        assertReadsLittle(() -> assertThat(store.cancelFlow("unwanted")).isEqualTo(FEW - 1));
        assertThat(Jdbc.rows(database.pool(), "select distinct status from ee_task where id like 'heir-%'"))
                .containsExactly("CANCELLED");
    }

    /** An end that is not the last looks neither at the other members nor at those who wait, and the last releases page by page. */
    @ParameterizedTest
    @MethodSource("statistics")
    void endingOneOfAFlowThatManyWaitFor(Statistics statistics) {
        int members = 500;
        int waiting = 2_000;
        tables.insert("member", members, Map.of("queue", "'urgent'", "due", "true", "flow_id", "'half'"));
        tables.heirs(waiting, "'half'", true);
        start(statistics);
        List<Completion> first = successes(claim("urgent", FEW));

        assertReadsLittle(() -> assertThat(store.complete(first).awaited()).isTrue());
        assertReadsLittle(() -> assertThat(store.settle(WANTED)).isEqualTo(Settled.NOTHING));

        List<Completion> others = successes(claim("urgent", members - 2 * FEW));
        assertThat(store.complete(others).lost()).isEmpty();
        List<Completion> last = successes(claim("urgent", FEW));
        assertReadsLittle(() -> assertThat(store.complete(last).awaited()).isTrue());
        for (int released = 0; released < waiting; released += WANTED) {
            assertReadsLittle(() -> assertThat(store.settle(WANTED).readied()).isEqualTo(WANTED));
        }
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void endingSomeOfManyThatATaskWaitsFor(Statistics statistics) {
        tables.insert("urgent", FEW, Map.of("queue", "'urgent'", "due", "true"));
        tables.heirOfMany("urgent", FEW);
        start(statistics);
        List<Completion> ends = successes(claim("urgent", FEW));

        assertReadsLittle(() -> assertThat(store.complete(ends).awaited()).isTrue());
        assertReadsLittle(() -> assertThat(store.settle(WANTED)).isEqualTo(Settled.NOTHING));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void enqueueingManyThatWaitForOne(Statistics statistics) {
        start(statistics);

        enqueueLittle(TaskStatus.WAITING, heir -> heir.dependsOn("alive-10000001"));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void enqueueingManyThatWaitForAFlow(Statistics statistics) {
        start(statistics);

        enqueueLittle(TaskStatus.WAITING, heir -> heir.dependsOnFlow("flow"));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void enqueueingManyAfterOneThatSucceeded(Statistics statistics) {
        start(statistics);

        enqueueLittle(TaskStatus.READY, heir -> heir.dependsOn("kept-10000001"));
    }

    private void enqueueLittle(TaskStatus then, UnaryOperator<TaskRequests> after) {
        List<TaskRequest> heirs = IntStream.rangeClosed(1, WANTED)
                .mapToObj(n -> after.apply(
                                request().id("heir-" + (10_000_000 + n)).queue("heirs"))
                        .build())
                .toList();

        assertReadsLittle(() -> store.insertAll(heirs.iterator()));

        assertThat(Jdbc.rows(database.pool(), "select status from ee_task where queue = 'heirs'"))
                .hasSize(WANTED)
                .containsOnly(then.name());
    }
}
