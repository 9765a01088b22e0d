package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.jpa.CrowdedDatabase.Statistics;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Gate;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What limited tasks read, where a great many others are held in their gate, and in other gates. The arguments name a task's gate. */
abstract class LimitRowsReadContract extends RowsReadSteps {

    private static final String LIMITED = "limited";
    private static final String CROWDED = "crowded";
    private static final int CAPACITY = 10;
    private static final int GATES = 2_000;

    /** Of one call that lets in, each with as many tasks as it has room for. */
    private static final int LET_IN = 100 * CAPACITY;

    private static final TaskGates OF =
            task -> task.task().equals(LIMITED) ? List.of(gate(task.arguments())) : List.of();

    private final CrowdedDatabase crowded;

    LimitRowsReadContract(CrowdedDatabase crowded) {
        super(crowded);
        this.crowded = crowded;
    }

    private static Gate gate(String name) {
        return new Gate(name, null, 1, Capacity.ofConcurrent(CAPACITY));
    }

    @BeforeEach
    void hold() {
        run("update ee_node set capabilities = 'LIMITS'");
        hold("crowded", "'" + CROWDED + "'");
        hold("gated", "concat('other-', 10000 + mod(n, %d))".formatted(GATES));
        run(gateRows("'" + CROWDED + "'", 1));
        run(gateRows("concat('other-', 9999 + n)", GATES));
        run(gateRows("concat('free-', n)", CAPACITY));
    }

    private void hold(String kind, String gate) {
        tables.insert(kind, CrowdedTables.OF_EACH, Map.of("task", "'limited'", "queue", "'held'", "arguments", gate));
        run("""
                insert into ee_gated (task_id, gate, namespace, queue, priority, run_after, state, weight, strict)
                select t.id, t.arguments, t.namespace, t.queue, t.priority, t.run_after, 'H', 1, false
                from ee_task t where t.id like '%s-%%'""".formatted(kind));
    }

    private String gateRows(String id, int count) {
        return """
                insert into ee_gate (namespace, id, name, max_running, max_starts, spread, strict, kept_until)
                select 'default', %s, 'limit', %d, 0, false, false, %s
                from %s""".formatted(id, CAPACITY, tables.in(86_400), crowded.numbers().formatted(count));
    }

    @AfterEach
    void leave() {
        run("delete from ee_gated");
        run("delete from ee_gate");
        run("delete from ee_gate_slot");
        List.of("crowded", "gated", "fresh").forEach(tables::delete);
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void claimingThoseThatHaveRoom(Statistics statistics) {
        fresh("concat('free-', 1 + mod(n, %d))".formatted(CAPACITY));
        start(statistics);

        assertReadsLittle(() -> assertThat(claimLimited(WANTED)).hasSize(WANTED));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void completing(Statistics statistics) {
        fresh("concat('free-', 1 + mod(n, %d))".formatted(CAPACITY));
        start(statistics);
        List<Claim> claims = claimLimited(WANTED);
        assertThat(claims).hasSize(WANTED);

        assertReadsLittle(
                () -> assertThat(store.complete(successes(claims)).freed()).isTrue());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void givingBack(Statistics statistics) {
        fresh("concat('free-', 1 + mod(n, %d))".formatted(CAPACITY));
        start(statistics);
        List<Claim> claims = claimLimited(WANTED);
        assertThat(claims).hasSize(WANTED);

        assertReadsLittle(() -> store.gates().vacate(claims));
        assertReadsLittle(() -> store.release(claims));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void claimingThoseOfAGateWithManyHeld(Statistics statistics) {
        fresh("'" + CROWDED + "'");
        start(statistics);

        assertReadsLittle(() -> assertThat(claimLimited(WANTED)).isEmpty());
    }

    /** What is in a gate is counted in four ways. */
    @ParameterizedTest
    @MethodSource("statistics")
    void claimingThoseOfManyGatesWithHeldOnes(Statistics statistics) {
        fresh("concat('other-', 10000 + n)");
        start(statistics);

        metered.assertReads(2 * MeteredDataSource.READS * WANTED, WANTED, () -> assertThat(claimLimited(WANTED))
                .isEmpty());
    }

    /** The first call looks at as many gates as one may. */
    @ParameterizedTest
    @MethodSource("statistics")
    void lettingIn(Statistics statistics) {
        start(statistics);

        metered.assertReads(MeteredDataSource.READS * LET_IN, LET_IN, () -> assertThat(
                        store.gates().letIn().readied())
                .isEqualTo(LET_IN));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void enqueueing(Statistics statistics) {
        start(statistics);

        assertReadsLittle(
                () -> store.insert(request().queue("mine").gates(gate(CROWDED)).build()));
        assertReadsLittle(
                () -> store.insert(request().queue("mine").gates(gate("free-1")).build()));
        assertReadsLittle(() -> store.insertAll(IntStream.range(0, WANTED)
                .mapToObj(n -> request()
                        .queue("mine")
                        .gates(gate("other-" + (10_000 + n)))
                        .build())
                .iterator()));
    }

    /** Due, in a queue of their own. */
    private void fresh(String gates) {
        tables.insert(
                "fresh", WANTED, Map.of("task", "'limited'", "queue", "'fresh'", "due", "true", "arguments", gates));
    }

    private List<Claim> claimLimited(int max) {
        return store.gates().claim("n", new QueueSelection(Set.of("fresh"), Set.of()), max, Long.MAX_VALUE, OF).stream()
                .map(ClaimedTask::claim)
                .toList();
    }

    private void run(String sql) {
        Jdbc.run(database.pool(), sql);
    }
}
