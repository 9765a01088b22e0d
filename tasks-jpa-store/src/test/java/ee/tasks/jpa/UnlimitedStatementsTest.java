package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A task without limits pays nothing for those of others: its statements and transactions are the same with limits and without. */
@ParameterizedClass
@EnumSource
class UnlimitedStatementsTest {

    private static final String LIMITED = "limited";
    private static final QueueSelection PLAIN = new QueueSelection(Set.of("plain"), Set.of());
    private static final Gate ONE = new Gate("openai", null, 1, Capacity.ofConcurrent(1));
    private static final TaskGates GATES = task -> task.task().equals(LIMITED) ? List.of(ONE) : List.of();

    /** The list of queues is read about once a second. */
    private static final String LIST_OF_QUEUES = "ee_queue";

    /** By which H2 takes each read for another one. */
    private static final String NUMBER = " -- \\d+$";

    private final Counting counting = new Counting();
    private final TestDatabase database;
    private final JpaTaskStore store;

    UnlimitedStatementsTest(SchemaTest.Database kind) {
        TestDatabase opened = TestDatabase.open(kind.open(), TestProvider.HIBERNATE);
        database = new TestDatabase(opened.pool(), opened.factory(), counting.over(opened.pool()));
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        store.join("n", Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        store.stop();
        database.close();
    }

    @Test
    void aLifeIsAsItWasBeforeLimitsWere() {
        List<String> before = life(this::claim);
        assertThat(before).isNotEmpty();
        ClaimedTask inside = limits();

        assertThat(life(this::claimWithGates)).isEqualTo(before);

        assertThat(life(this::claim)).isEqualTo(before);
        assertThat(store.complete(success(inside)).freed()).isTrue();
    }

    /** One inside, which this node took in, and others held. */
    private ClaimedTask limits() {
        for (int i = 0; i < 20; i++) {
            store.insert(TaskRequests.of(LIMITED).gates(ONE).build());
        }
        List<ClaimedTask> inside = new ArrayList<>();
        Awaitility.await().until(() -> {
            store.gates().letIn();
            inside.addAll(store.gates().claim("n", QueueSelection.ALL, 30, Long.MAX_VALUE, GATES));
            return !inside.isEmpty();
        });
        assertThat(inside).hasSize(1);
        assertThat(Jdbc.count(database.pool(), "ee_gated where state = 'H'")).isEqualTo(19);
        return inside.get(0);
    }

    /** The statements of an enqueue, a claim, a completion and an enqueue of several, and how many transactions they took. */
    private List<String> life(Supplier<List<ClaimedTask>> claim) {
        List<String> statements = new ArrayList<>();
        Awaitility.await().until(() -> {
            statements.clear();
            counting.take();
            counting.takeConnections();
            store.insert(request().queue("plain").build());
            List<ClaimedTask> claimed = claim.get();
            assertThat(claimed).hasSize(1);
            store.complete(success(claimed.get(0)));
            store.insertAll(
                    Stream.of(1, 2).map(n -> request().queue("plain").build()).iterator());
            counting.take().forEach(each -> statements.add(each.replaceFirst(NUMBER, "")));
            statements.add(counting.takeConnections() + " transactions");
            claim.get().forEach(each -> store.complete(success(each)));
            return statements.stream().noneMatch(each -> each.contains(LIST_OF_QUEUES));
        });
        return statements;
    }

    private List<ClaimedTask> claim() {
        return store.claim("n", PLAIN, 9, Long.MAX_VALUE);
    }

    private List<ClaimedTask> claimWithGates() {
        return store.gates().claim("n", PLAIN, 9, Long.MAX_VALUE, GATES);
    }

    private static List<Completion> success(ClaimedTask task) {
        return List.of(new Completion(task.claim(), new Outcome.Succeeded("null"), Instant.now()));
    }
}
