package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.jpa.CrowdedDatabase.Statistics;
import ee.tasks.spi.QueueSelection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tasks read that expire, where a great many others expire later, and none of another application is looked at. */
abstract class ExpiryRowsReadContract extends RowsReadSteps {

    ExpiryRowsReadContract(CrowdedDatabase crowded) {
        super(crowded);
    }

    @BeforeEach
    void crowd() {
        expiring("later", CrowdedTables.OF_EACH, "default", 86_400);
        expiring("foreign", CrowdedTables.OF_EACH, "other", -60);
    }

    private void expiring(String kind, int count, String namespace, int seconds) {
        tables.insert(
                kind,
                count,
                Map.of("queue", "'slow'", "namespace", "'" + namespace + "'", "expires_at", tables.in(seconds)));
        run("""
                insert into ee_task_expiry (task_id, namespace, look_at)
                select t.id, t.namespace, t.expires_at from ee_task t where t.id like '%s-%%'""".formatted(kind));
    }

    @AfterEach
    void leave() {
        run("delete from ee_task_expiry");
        run("delete from ee_task_error");
        for (String kind : new String[] {"later", "foreign", "late"}) {
            tables.delete(kind);
        }
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void lookingForWhatHasExpired(Statistics statistics) {
        expiring("late", WANTED, "default", -60);
        start(statistics);

        assertReadsLittle(() -> assertThat(store.expire(WANTED).cancelled()).hasSize(WANTED));
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void lookingWhereNothingHasExpired(Statistics statistics) {
        start(statistics);

        assertReadsLittle(() -> assertThat(store.expire(500).cancelled()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void claimingWhatHasExpired(Statistics statistics) {
        expiring("late", WANTED, "default", -60);
        run("update ee_task set due = true, queue = 'late' where id like 'late-%'");
        start(statistics);

        assertReadsLittle(
                () -> assertThat(store.claim("n", new QueueSelection(Set.of("late"), Set.of()), WANTED, Long.MAX_VALUE))
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void enqueueing(Statistics statistics) {
        start(statistics);

        assertReadsLittle(() -> store.insert(
                request().queue("late").expireAfter(Duration.ofHours(1)).build()));
        assertReadsLittle(() -> store.insertAll(IntStream.range(0, WANTED)
                .mapToObj(n ->
                        request().queue("late").expireAfter(Duration.ofHours(1)).build())
                .iterator()));
        run("delete from ee_task where queue = 'late'");
    }

    private void run(String sql) {
        Jdbc.run(database.pool(), sql);
    }
}
