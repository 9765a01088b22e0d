package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.admin.PauseKind;
import ee.tasks.spi.Capacity;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Gate;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that knows no gates would run limited tasks beside those that are inside: while it lives, they are out of its reach. */
@ParameterizedClass
@EnumSource
class LimitsBesideOlderNodesTest {

    private static final Gate ONE = new Gate("openai", null, 1, Capacity.ofConcurrent(1));
    private static final TaskGates GATES = task -> task.task().equals("limited") ? List.of(ONE) : List.of();

    private final TestDatabase database;
    private final JpaTaskStore store;

    LimitsBesideOlderNodesTest(SchemaTest.Database kind) {
        database = TestDatabase.open(kind.open(), TestProvider.HIBERNATE);
        store = database.newStore();
    }

    @AfterEach
    void close() {
        store.stop();
        database.close();
    }

    @Test
    void limitedTasksAreInsertedHeldAndLetInWhenItHasGone() {
        start(false);
        String id = insert("limited");
        String free = insert("free");

        assertThat(claimedByTheOlder()).containsExactly(free);
        assertThat(look()).isEmpty();
        assertThat(count("ee_gated where state = 'H'")).isEqualTo(1);

        leaves();
        assertThat(await(1)).containsExactly(id);
    }

    @Test
    void soAreAllThatAreInsertedTogether() {
        start(false);
        store.insertAll(List.of(
                        TaskRequests.of("limited").gates(ONE).build(),
                        TaskRequests.of("limited").gates(ONE).build())
                .iterator());

        assertThat(claimedByTheOlder()).isEmpty();
        assertThat(count("ee_gated where state = 'H'")).isEqualTo(2);
    }

    /** Such as one that the older node enqueued. */
    @Test
    void thoseThatAreDueAreHeldAtTheirClaimAndLetInWhenItHasGone() {
        start(false);
        String id = TaskRequests.nextId();
        store.insert(TaskRequests.of("limited").id(id).build());

        assertThat(look()).isEmpty();

        assertThat(count("ee_gated where state = 'H'")).isEqualTo(1);
        assertThat(claimedByTheOlder()).isEmpty();
        leaves();
        assertThat(await(1)).containsExactly(id);
    }

    @Test
    void thoseOfNoLimitAreClaimedAsEver() {
        start(false);
        String free = insert("free");

        assertThat(look()).containsExactly(free);
    }

    @Test
    void whereTheyMayTheyRunUnlimited() {
        start(true);
        List<String> ids = List.of(insert("limited"), insert("limited"));

        assertThat(await(2)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(count("ee_gated")).isZero();
    }

    @Test
    void thosePausedWaitThereToo() {
        start(true);
        store.admin().pause(PauseKind.LIMIT, "openai", null, null);
        String id = insert("limited");
        String free = insert("free");

        assertThat(look()).containsExactly(free);
        assertThat(look()).isEmpty();
        assertThat(count("ee_gated where state = 'H'")).isEqualTo(1);

        store.admin().resume(PauseKind.LIMIT, "openai", null);
        assertThat(await(1)).containsExactly(id);
    }

    @Test
    void onceItHasGoneTheyAreLimitedThereToo() {
        start(true);
        leaves();
        // What the store knows of older nodes may be a second old.
        Awaitility.await().until(() -> {
            insert("limited");
            look();
            return count("ee_gated where state = 'R'") > 0;
        });
        insert("limited");

        look();

        assertThat(count("ee_gated where state = 'R'")).isEqualTo(1);
        assertThat(count("ee_gated where state = 'H'")).isPositive();
    }

    /** With a node of before script 6, which filled in none of its columns. */
    private void start(boolean besideOlder) {
        store.start(TestContext.ofNode(null, besideOlder));
        store.join("n", Duration.ofHours(1));
        SqlDialect dialect = database.dialect();
        String later = dialect.plusMicros(dialect.now()).replace("?", String.valueOf(Micros.of(Duration.ofHours(1))));
        Jdbc.run(
                database.pool(),
                "insert into ee_node (id, namespace, lease_until, dead) values ('older', 'default', %s, false)"
                        .formatted(later));
    }

    private void leaves() {
        store.leave("older");
    }

    private String insert(String task) {
        String id = TaskRequests.nextId();
        TaskRequests request = TaskRequests.of(task).id(id);
        store.insert((task.equals("limited") ? request.gates(ONE) : request).build());
        return id;
    }

    /** As older nodes do. */
    private List<String> claimedByTheOlder() {
        return ids(store.claim("older", QueueSelection.ALL, 10, Long.MAX_VALUE));
    }

    private List<String> look() {
        store.gates().letIn();
        return ids(store.gates().claim("n", QueueSelection.ALL, 10, Long.MAX_VALUE, GATES));
    }

    private List<String> await(int count) {
        List<String> entered = new ArrayList<>();
        Awaitility.await().until(() -> {
            entered.addAll(look());
            return entered.size() >= count;
        });
        return entered;
    }

    private static List<String> ids(List<ClaimedTask> claimed) {
        return claimed.stream().map(each -> each.task().id()).toList();
    }

    private long count(String from) {
        return Jdbc.count(database.pool(), from);
    }
}
