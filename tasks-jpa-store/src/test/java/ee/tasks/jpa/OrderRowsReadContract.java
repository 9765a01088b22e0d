package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.jpa.CrowdedDatabase.Statistics;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ordered tasks read, and others beside them, where a great many wait behind one key. */
abstract class OrderRowsReadContract extends RowsReadSteps {

    private static final String KEY = "crowded";
    private static final String HEAD = "head-10000001";
    private static final String IN_THE_MIDDLE = "behind-10010000";

    private final String id = Orders.id(request().ordered(KEY).build());
    private final CrowdedDatabase crowded;

    OrderRowsReadContract(CrowdedDatabase crowded) {
        super(crowded);
        this.crowded = crowded;
    }

    @BeforeEach
    void crowd() {
        String order = "'%s'".formatted(id);
        tables.insert("head", 1, Map.of("queue", "'head'", "due", "true", "order_id", order));
        tables.insert("behind", CrowdedTables.OF_EACH, Map.of("status", "'WAITING'", "order_id", order));
        places("head", 0, 1);
        places("behind", 1, CrowdedTables.OF_EACH);
        run("""
                insert into ee_task_dependency (task_id, predecessor_id, flow)
                select t.id, t.id, false from ee_task t where t.id like 'behind-%'""");
        key(order, CrowdedTables.OF_EACH + 2, "'" + HEAD + "'", 1);
        key("concat('idle-', 10000000 + n)", 2, "null", 2_000);
    }

    private void key(String order, int next, String head, int count) {
        run("""
                insert into ee_order (namespace, id, key_text, next_number, head, touched_at)
                select 'default', %s, 'key', %d, %s, %s
                from %s""".formatted(order, next, head, tables.in(0), crowded.numbers().formatted(count)));
    }

    private void places(String kind, int from, int count) {
        run("""
                insert into ee_ordered (namespace, order_id, order_number, task_id, holds)
                select 'default', '%s', %d + n, concat('%s-', 10000000 + n), false
                from %s""".formatted(id, from, kind, crowded.numbers().formatted(count)));
    }

    @AfterEach
    void leave() {
        run("delete from ee_order");
        run("delete from ee_ordered");
        List.of("head", "behind").forEach(tables::delete);
        run("delete from ee_task where queue = 'mine'");
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void completingTheHeadAndSettlingIt(Statistics statistics) {
        start(statistics);
        List<Completion> end = successes(claim("head", 1));

        assertReadsLittle(() -> assertThat(store.complete(end).awaited()).isTrue());
        assertReadsLittle(() -> assertThat(store.settle(WANTED).readied()).isEqualTo(1));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void claimingAndCompletingOthers(Statistics statistics) {
        start(statistics);

        assertReadsLittle(() -> {
            List<Completion> ends = successes(claim("work", FEW));
            assertThat(store.complete(ends).awaited()).isFalse();
        });
        assertReadsLittle(() -> store.settle(WANTED));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void cancellingOneInTheMiddle(Statistics statistics) {
        start(statistics);

        assertReadsLittle(() -> assertThat(store.cancel(IN_THE_MIDDLE)).isTrue());
        assertReadsLittle(() -> store.settle(WANTED));
        assertThat(Jdbc.rows(
                        database.pool(),
                        "select task_id from ee_ordered where task_id = '%s'".formatted(IN_THE_MIDDLE)))
                .isEmpty();
    }

    /** Each of a full page of marks is of one in the middle. */
    @ParameterizedTest
    @MethodSource("statistics")
    void settlingAfterManyInTheMiddleWereCancelled(Statistics statistics) {
        int marks = 500;
        String some = "between 'behind-10010001' and 'behind-%d'".formatted(10_010_000 + marks);
        run("delete from ee_task_dependency where task_id " + some);
        run("update ee_task set status = 'CANCELLED', finished_at = %s where id %s".formatted(tables.in(0), some));
        start(statistics);
        run("""
                insert into ee_task_settle (namespace, id, predecessor, kind, noted_at, look_at)
                select 'default', concat('cancelled-', n), concat('behind-', 10010000 + n), 'TASK', %1$s, %1$s
                from %2$s""".formatted(tables.in(-60), crowded.numbers().formatted(marks)));

        metered.assertReads(MeteredDataSource.READS * marks, marks, () -> store.settle(WANTED));
        assertThat(Jdbc.rows(database.pool(), "select count(*) from ee_ordered where task_id " + some))
                .containsExactly("0");
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void enqueueing(Statistics statistics) {
        start(statistics);

        assertReadsLittle(
                () -> store.insert(request().queue("mine").ordered(KEY).build()));
        assertReadsLittle(() -> store.insertAll(IntStream.range(0, WANTED)
                .mapToObj(n -> request().queue("mine").ordered("key " + n % 5).build())
                .iterator()));
    }

    /** It looks at four pages of 500 edges, and at as many keys, which are all here. */
    @ParameterizedTest
    @MethodSource("statistics")
    void puttingRight(Statistics statistics) {
        int pages = 4 * 500;
        start(statistics);

        metered.assertReads(MeteredDataSource.READS * pages, pages, store::putRight);
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void aHeadThatHoldsItsKeyIsNotPruned(Statistics statistics) {
        run("update ee_ordered set holds = true where task_id = '%s'".formatted(HEAD));
        run("update ee_task set status = 'FAILED', due = false, attempts = 1, finished_at = %s where id = '%s'"
                .formatted(tables.in(-25 * 86_400), HEAD));
        start(statistics);
        Retention tenDays = new Retention(Map.of(TaskStatus.FAILED, Duration.ofDays(10)), Map.of());

        assertReadsLittle(() -> assertThat(store.prune(tenDays, WANTED)).isZero());
    }

    private void run(String sql) {
        Jdbc.run(database.pool(), sql);
    }
}
