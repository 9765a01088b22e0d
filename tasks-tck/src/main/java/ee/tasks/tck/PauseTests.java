package ee.tasks.tck;

import static ee.tasks.admin.PauseKind.INSTANCE;
import static ee.tasks.admin.PauseKind.LIMIT;
import static ee.tasks.admin.PauseKind.NAMESPACE;
import static ee.tasks.admin.PauseKind.NODE;
import static ee.tasks.admin.PauseKind.QUEUE;
import static ee.tasks.tck.LimitSteps.keyed;
import static ee.tasks.tck.LimitSteps.limitedTask;
import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ee.tasks.TaskStatus;
import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Paused;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What operators pause is not claimed, on any node. A node may heed it a second late, so a test waits until both do, and then looks what is
 * claimed.
 */
interface PauseTests extends LimitSteps {

    Duration A_WHILE = Duration.ofMinutes(10);

    default AdminStore admin() {
        needs(Feature.PAUSE);
        return store().admin();
    }

    default void pause(PauseKind kind, String name) {
        admin().pause(kind, name, null, null);
    }

    default void resume(PauseKind kind, String name) {
        assertThat(admin().resume(kind, name, null)).isTrue();
    }

    /** Both nodes know by then whether a queue is paused. */
    default void knowPaused(String queue, boolean paused) {
        bothKnow(store -> store.admin().paused("any").queues().contains(queue) == paused);
    }

    default void knowQuiet(String node, boolean quiet) {
        bothKnow(store -> store.admin().paused(node).all() == quiet);
    }

    default void knowGate(String key, boolean paused) {
        bothKnow(store -> store.admin().paused("any").gates().contains(Gate.id(GATE, key)) == paused);
    }

    default void bothKnow(Predicate<TaskStore> knows) {
        eventually(() -> knows.test(store()) && knows.test(secondStore()));
    }

    default void eventually(BooleanSupplier condition) {
        String node = newNode();
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            aMomentLater(node);
            assertThat(System.nanoTime() - start).as("nanoseconds of waiting").isLessThan(TimeUnit.MINUTES.toNanos(1));
        }
    }

    default void nothingIsClaimed() {
        for (TaskStore each : List.of(store(), secondStore())) {
            each.promote(MANY);
            assertThat(each.claim(newNode(), QueueSelection.ALL, MANY, Long.MAX_VALUE))
                    .as("claimed tasks")
                    .isEmpty();
        }
    }

    /** Works until so many are claimed. */
    default List<String> claimSoon(String node, int count) {
        List<String> claimed = new ArrayList<>();
        eventually(() -> {
            store().promote(MANY);
            claimed.addAll(claimIds(node, MANY));
            return claimed.size() >= count;
        });
        return claimed;
    }

    @Test
    default void aPausedQueueIsNotClaimedAndOthersAre() {
        pause(QUEUE, "mail");
        knowPaused("mail", true);
        String mail = insert(request().queue("mail").priority(50));
        String other = insert(request().queue("other"));

        assertThat(claimSoon(newNode(), 1)).containsExactly(other);
        nothingIsClaimed();
        assertThat(status(mail)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void aQueueThatIsPausedWithTasksInItKeepsThem() {
        needs(Feature.PAUSE);
        List<String> ids =
                List.of(insert(request().queue("mail")), insert(request().queue("mail")));
        assertThat(claimIds(newNode(), 1)).containsExactly(ids.get(0));

        pause(QUEUE, "mail");
        knowPaused("mail", true);

        nothingIsClaimed();
    }

    @Test
    default void aResumedQueueIsClaimed() {
        pause(QUEUE, "mail");
        knowPaused("mail", true);
        String mail = insert(request().queue("mail"));
        nothingIsClaimed();

        resume(QUEUE, "mail");

        assertThat(claimSoon(newNode(), 1)).containsExactly(mail);
        assertThat(admin().resume(QUEUE, "mail", null)).isFalse();
    }

    @Test
    default void aPauseEndsAtItsTime() {
        String id = insert(request().queue("mail"));
        admin().pause(QUEUE, "mail", null, now().plus(A_WHILE));
        knowPaused("mail", true);
        nothingIsClaimed();

        letTimePass(A_WHILE.plusSeconds(1));

        assertThat(claimSoon(newNode(), 1)).containsExactly(id);
        assertThat(admin().pauses()).isEmpty();
        assertThat(admin().resume(QUEUE, "mail", null)).isFalse();
    }

    @Test
    default void aPauseWhoseTimeHasPassedPausesNothing() {
        String id = insert(request().queue("mail"));

        admin().pause(QUEUE, "mail", null, now().minus(A_WHILE));

        assertThat(admin().pauses()).isEmpty();
        assertThat(claimSoon(newNode(), 1)).containsExactly(id);
    }

    @Test
    default void pausingAgainReplacesTheTime() {
        admin().pause(QUEUE, "mail", null, now().plus(A_WHILE));
        Instant since = admin().pauses().get(0).since();
        aMomentLater(newNode());

        pause(QUEUE, "mail");

        assertThat(admin().pauses()).containsExactly(new Pause(QUEUE, "mail", null, since, null));
        letTimePass(A_WHILE.plusSeconds(1));
        assertThat(admin().pauses()).hasSize(1);
    }

    @Test
    default void whatIsPausedIsListed() {
        Instant until = now().plus(A_WHILE);
        pause(NODE, "node-7");
        pause(NAMESPACE, AdminStore.ALL);
        pause(INSTANCE, "web-0");
        admin().pause(QUEUE, "b", null, until);
        pause(QUEUE, "a");
        pause(QUEUE, "A");

        List<Pause> pauses = admin().pauses();

        assertThat(pauses)
                .extracting(pause -> pause.kind() + " " + pause.name())
                .containsExactly("NAMESPACE *", "QUEUE A", "QUEUE a", "QUEUE b", "NODE node-7", "INSTANCE web-0");
        assertThat(pauses).allSatisfy(pause -> {
            assertThat(pause.key()).isNull();
            assertThat(pause.since()).isBeforeOrEqualTo(now());
        });
        assertThat(pauses.get(3).until()).isEqualTo(until);
        assertThat(pauses.get(2).until()).isNull();
    }

    @Test
    default void inAPausedNamespaceNothingIsClaimedAndEverythingElseGoesOn() {
        ClaimedTask running = claimed();
        pause(NAMESPACE, AdminStore.ALL);
        knowQuiet("any", true);

        String id = insertOne();
        nothingIsClaimed();
        succeed(running);
        assertThat(status(running.task().id())).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(store().renew(newNode(), LEASE)).isPresent();

        resume(NAMESPACE, AdminStore.ALL);
        assertThat(claimSoon(newNode(), 1)).containsExactly(id);
    }

    @Test
    default void anotherNamespaceIsNotPaused() {
        pause(NAMESPACE, AdminStore.ALL);
        pause(QUEUE, "default");
        knowQuiet("any", true);
        TaskStore other = storeOf(namespace() + "-2");
        String id = other.insert(request().build()).id();
        String node = "node-of-" + namespace();
        other.join(node, LEASE);

        assertThat(StoreSteps.ids(other.claim(node, QueueSelection.ALL, 1, Long.MAX_VALUE)))
                .containsExactly(id);
        assertThat(other.admin().pauses()).isEmpty();
        assertThat(other.admin().paused(node)).isEqualTo(Paused.NOTHING);
    }

    @Test
    default void aQuietNodeClaimsNothingAndOthersDo() {
        needs(Feature.PAUSE);
        String quiet = newNode();
        pause(NODE, quiet);
        knowQuiet(quiet, true);
        String id = insertOne();

        assertThat(claim(quiet, MANY)).isEmpty();
        assertThat(store().renew(quiet, LEASE)).isPresent();
        assertThat(admin().paused("any").all()).isFalse();
        assertThat(claimSoon(newNode(), 1)).containsExactly(id);

        String next = insertOne();
        assertThat(claim(quiet, MANY)).isEmpty();
        resume(NODE, quiet);
        assertThat(claimSoon(quiet, 1)).containsExactly(next);
    }

    @Test
    default void aPauseOfAnotherInstanceQuietsNobodyHere() {
        pause(INSTANCE, "another-instance");
        String id = insertOne();

        assertThat(claimSoon(newNode(), 1)).containsExactly(id);
        assertThat(admin().paused("any").all()).isFalse();
    }

    @Test
    default void pausesOfQueuesAreKnownForWhatWaitsOnANode() {
        pause(QUEUE, "mail");
        knowPaused("mail", true);

        Paused paused = secondStore().admin().paused("any");

        assertThat(paused.queues()).containsExactly("mail");
        assertThat(paused.includes("mail", Set.of())).isTrue();
        assertThat(paused.includes("other", Set.of())).isFalse();
    }

    @Test
    default void whatIsReleasedIntoAPausedQueueStaysThere() {
        needs(Feature.PAUSE);
        ClaimedTask waiting = claimed(request().queue("mail"));
        pause(QUEUE, "mail");
        knowPaused("mail", true);

        store().release(List.of(waiting.claim()));

        nothingIsClaimed();
        resume(QUEUE, "mail");
        assertThat(claimSoon(newNode(), 1)).containsExactly(waiting.task().id());
    }

    @Test
    default void ofAPausedTenantNobodyEntersAndOthersDo() {
        needs(Feature.LIMITS);
        String key = "[\"slow\"]";
        admin().pause(LIMIT, GATE, key, null);
        knowGate(key, true);
        String slow = insert(limitedTask().arguments(key));
        String other = insert(limitedTask().arguments("[\"other\"]"));

        assertThat(enterOne(keyed(1)).task().id()).isEqualTo(other);
        nobodyEnters(keyed(1));
        assertThat(status(slow)).isEqualTo(TaskStatus.READY);
        assertThat(admin().pauses())
                .extracting(Pause::kind, Pause::name, Pause::key)
                .containsExactly(tuple(LIMIT, GATE, key));

        assertThat(admin().resume(LIMIT, GATE, key)).isTrue();
        assertThat(enterOne(keyed(1)).task().id()).isEqualTo(slow);
    }

    @Test
    default void theRoomOfAPausedTenantIsNotLetIn() {
        needs(Feature.LIMITS);
        String key = "[\"slow\"]";
        insert(limitedTask().arguments(key));
        ClaimedTask inside = enterOne(keyed(1));
        String held = insert(limitedTask().arguments(key));
        nobodyEnters(keyed(1));
        admin().pause(LIMIT, GATE, key, null);
        knowGate(key, true);

        succeed(inside);

        nobodyEnters(keyed(1));
        assertThat(admin().resume(LIMIT, GATE, key)).isTrue();
        assertThat(enterOne(keyed(1)).task().id()).isEqualTo(held);
    }

    @Test
    default void aTenantsPauseEndsAtItsTime() {
        needs(Feature.LIMITS);
        String key = "[\"slow\"]";
        admin().pause(LIMIT, GATE, key, now().plus(A_WHILE));
        knowGate(key, true);
        String slow = insert(limitedTask().arguments(key));
        nobodyEnters(keyed(1));

        letTimePass(A_WHILE.plusSeconds(1));

        assertThat(enterOne(keyed(1)).task().id()).isEqualTo(slow);
    }

    @Test
    default void aPauseIsRolledBackWithItsTransaction() {
        needs(Feature.PAUSE);
        needs(TRANSACTIONS);
        inTransaction(false, () -> pause(QUEUE, "mail"));
        assertThat(admin().pauses()).isEmpty();

        inTransaction(true, () -> pause(QUEUE, "mail"));
        assertThat(admin().pauses()).hasSize(1);

        inTransaction(false, () -> resume(QUEUE, "mail"));
        assertThat(admin().pauses()).hasSize(1);
    }
}
