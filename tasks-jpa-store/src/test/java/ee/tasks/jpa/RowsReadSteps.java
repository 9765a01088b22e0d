package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.jpa.CrowdedDatabase.Statistics;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tables with many rows of each kind, a store over them, and how much it may read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RowsReadSteps {

    static final int WANTED = 50;

    /** Where each brings another, which is read, too. */
    static final int FEW = WANTED / 2;

    private final CrowdedDatabase crowded;
    TestDatabase database;
    MeteredDataSource metered;
    JpaTaskStore store;
    CrowdedTables tables;

    RowsReadSteps(CrowdedDatabase crowded) {
        this.crowded = crowded;
    }

    static List<Statistics> statistics() {
        return List.of(Statistics.values());
    }

    @BeforeAll
    void fill() {
        database = crowded.open();
        metered = new MeteredDataSource(database.pool(), crowded.meter());
        JpaTaskStore first = database.newStore();
        first.start(TestContext.MIGRATE);
        first.stop();
        tables = new CrowdedTables(database.pool(), database.dialect(), crowded.numbers());
        tables.fill();
    }

    @AfterAll
    void close() {
        database.close();
    }

    final void start(Statistics statistics) {
        crowded.prepare(database, statistics);
        store = new TestDatabase(database.pool(), database.factory(), metered.dataSource()).newStore();
        store.start(TestContext.MIGRATE);
    }

    @AfterEach
    void leaveTheCrowdAlone() {
        List.of("urgent", "overdue", "lost", "old", "needed", "follower", "member", "heir", "many")
                .forEach(tables::delete);
        tables.deleteNewMarks();
    }

    final void assertReadsLittle(Runnable step) {
        metered.assertReadsLittle(WANTED, step);
    }

    static List<Completion> successes(List<Claim> claims) {
        return claims.stream()
                .map(claim -> new Completion(claim, new Outcome.Succeeded("null"), Instant.now()))
                .toList();
    }

    final List<Claim> claim(int max) {
        return claim(new QueueSelection(Set.of("*"), Set.of("default")), max);
    }

    final List<Claim> claim(String queue, int max) {
        return claim(new QueueSelection(Set.of(queue), Set.of()), max);
    }

    final List<Claim> claim(QueueSelection queues, int max) {
        List<ClaimedTask> claimed = store.claim("n", queues, max, Long.MAX_VALUE);
        assertThat(claimed).hasSize(max);
        return claimed.stream().map(ClaimedTask::claim).toList();
    }
}
