package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.admin.PauseKind;
import ee.tasks.jpa.CrowdedDatabase.Statistics;
import ee.tasks.spi.Claim;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a worker and its housekeeping read depends on what they want, not on what others have, or what is kept, waits, or was put
 * aside: each statement is measured where there are many of each. Statements stand here nowhere: they are taken as the store
 * executes them.
 */
abstract class RowsReadContract extends SettlingRowsReadContract {

    private static final Retention DAYS = new Retention(
            Map.of(TaskStatus.SUCCESSFUL, Duration.ofDays(14), TaskStatus.FAILED, Duration.ofDays(30)), Map.of());

    /** Some pages of all that is waited for, however much that is. */
    private static final int UNMARKED = 2_200;

    RowsReadContract(CrowdedDatabase crowded) {
        super(crowded);
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void claiming(Statistics statistics) {
        start(statistics);
        List<Claim> claims = new ArrayList<>();

        assertReadsLittle(() -> claims.addAll(claim(WANTED)));
        assertReadsLittle(() -> assertThat(store.markStarted(claims.get(0))).isTrue());
        assertReadsLittle(() -> assertThat(store.stopping(claims)).isEmpty());
        assertReadsLittle(() -> store.release(claims));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void claimingOfSeveralQueues(Statistics statistics) {
        tables.insert("urgent", FEW, Map.of("queue", "'urgent'", "due", "true"));
        start(statistics);

        assertReadsLittle(() -> claim(FEW));
    }

    /** It looks at as many of each queue as are wanted of all, and no more. */
    @ParameterizedTest
    @MethodSource("statistics")
    void claimingOfManyQueues(Statistics statistics) {
        int queues = 50;
        tables.insert(
                "many",
                CrowdedTables.OF_EACH,
                Map.of("queue", "concat('many-', mod(n, %d))".formatted(queues), "due", "true"));
        start(statistics);

        // Half of what there is: MariaDB reads each that it has found some times more.
        metered.assertReads(
                MeteredDataSource.READS * queues * FEW,
                WANTED,
                () -> claim(new QueueSelection(Set.of("*"), Set.of("default", "work")), FEW));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void claimingWhatIsNotThere(Statistics statistics) {
        start(statistics);
        QueueSelection empty = new QueueSelection(Set.of("empty"), Set.of());

        assertReadsLittle(() ->
                assertThat(store.claim("n", empty, WANTED, Long.MAX_VALUE)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void pausing(Statistics statistics) {
        start(statistics);
        store.admin().pause(PauseKind.QUEUE, "empty", null, null);
        store.admin().pause(PauseKind.NODE, "another", null, null);

        assertReadsLittle(() -> assertThat(store.admin().paused("n").queues()).contains("empty"));
        assertReadsLittle(() -> claim(WANTED));
        assertReadsLittle(() ->
                assertThat(store.admin().resume(PauseKind.QUEUE, "empty", null)).isTrue());
        assertThat(store.admin().resume(PauseKind.NODE, "another", null)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void promoting(Statistics statistics) {
        tables.overdue(CrowdedTables.OF_EACH);
        start(statistics);

        assertReadsLittle(() -> assertThat(store.promote(WANTED)).isEqualTo(WANTED));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void promotingNothing(Statistics statistics) {
        start(statistics);

        assertReadsLittle(() -> assertThat(store.promote(WANTED)).isZero());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void ending(Statistics statistics) {
        start(statistics);
        List<Completion> ends = successes(claim(WANTED));

        assertReadsLittle(() -> assertThat(store.complete(ends).lost()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void endingToBeAttemptedAgain(Statistics statistics) {
        start(statistics);
        TaskError error = new TaskError("java.io.IOException", "no", "", 1, "n", Instant.now());
        List<Completion> ends = claim(WANTED).stream()
                .map(claim -> new Completion(claim, new Outcome.Retrying(error, Duration.ZERO), Instant.now()))
                .toList();

        assertReadsLittle(() -> assertThat(store.complete(ends).lost()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void noting(Statistics statistics) {
        start(statistics);
        Claim claim = claim(1).get(0);

        assertReadsLittle(() -> {
            store.progress(claim, new TaskProgress(1, 2, "half"));
            store.metadata(claim, "file", "a");
            store.metadata(claim, "file", null);
        });
        store.release(List.of(claim));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void parking(Statistics statistics) {
        start(statistics);
        List<Parked> unknown = claim(WANTED).stream()
                .map(claim -> new Parked(claim, "n", Parking.UNKNOWN_TASK, "none such"))
                .toList();
        Set<String> known = Set.of("mail", "report");

        assertReadsLittle(() -> store.park(unknown));
        assertReadsLittle(
                () -> assertThat(store.unpark("n", QueueSelection.ALL, known)).isZero());
        assertReadsLittle(() ->
                assertThat(store.unpark("alive", QueueSelection.ALL, known)).isEqualTo(WANTED));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void givingUpWhatNobodyCanRead(Statistics statistics) {
        start(statistics);

        assertReadsLittle(() ->
                assertThat(store.failUnreadable(Duration.ofHours(1), WANTED)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void rescuing(Statistics statistics) {
        tables.running("lost", WANTED, "dead");
        start(statistics);

        assertReadsLittle(() -> assertThat(store.rescue(3, WANTED).readied()).isEqualTo(WANTED));
        assertReadsLittle(() -> assertThat(store.rescue(3, WANTED).readied()).isZero());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void keepingALease(Statistics statistics) {
        start(statistics);

        assertReadsLittle(() -> {
            store.join("new", Duration.ofHours(1));
            assertThat(store.renew("new", Duration.ofHours(1))).isPresent();
            store.leave("new");
        });
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void puttingRight(Statistics statistics) {
        tables.overdue(CrowdedTables.OF_EACH);
        start(statistics);

        metered.assertReads(UNMARKED, WANTED, () -> assertThat(store.putRight()).isFalse());
    }

    /** The first that are overdue would end each look at what is deferred; here nothing is, however much will be. */
    @ParameterizedTest
    @MethodSource("statistics")
    void puttingRightWhereNothingIsOverdue(Statistics statistics) {
        start(statistics);

        metered.assertReads(UNMARKED, WANTED, () -> assertThat(store.putRight()).isFalse());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void pruning(Statistics statistics) {
        tables.insert("old", WANTED + 10, tables.finished("SUCCESSFUL", -20 * 86_400));
        start(statistics);

        assertReadsLittle(() -> assertThat(store.prune(DAYS, WANTED)).isEqualTo(WANTED));
        assertReadsLittle(() -> assertThat(store.prune(DAYS, WANTED)).isEqualTo(10));
        assertReadsLittle(() -> assertThat(store.prune(DAYS, WANTED)).isZero());
    }

    /** They are needed for as long as what depends on them may be retried, and what is newer still goes. */
    @ParameterizedTest
    @MethodSource("statistics")
    void pruningBehindManyThatAreNeeded(Statistics statistics) {
        tables.neededFlow("needed", CrowdedTables.OF_EACH);
        tables.insert("old", 1_000, tables.finished("SUCCESSFUL", -20 * 86_400));
        start(statistics);

        Map<String, Reading> readings =
                metered.during(() -> assertThat(store.prune(DAYS, 2_000)).isEqualTo(1_000));

        readings.forEach((sql, reading) -> assertThat(reading.most())
                .as(() -> "rows read by " + sql + "\n" + reading.plan())
                .isLessThanOrEqualTo(MeteredDataSource.READS * 500));
        assertThat(Jdbc.rows(database.pool(), "select count(*) from ee_task where flow_id = 'needed'"))
                .containsExactly(String.valueOf(CrowdedTables.OF_EACH));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void holdingAUniqueKey(Statistics statistics) {
        start(statistics);
        String id = TaskRequests.nextId();
        TaskRequests keyed = request().id(id).queue("mine").unique("key");
        TaskRequests again = request().queue("mine").unique("key");

        assertReadsLittle(() -> {
            store.insert(keyed.build());
            assertThat(store.insert(again.build()).id()).isEqualTo(id);
        });
        assertReadsLittle(() -> assertThat(store.cancel(id)).isTrue());
    }
}
