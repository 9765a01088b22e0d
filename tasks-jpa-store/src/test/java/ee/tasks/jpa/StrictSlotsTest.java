package ee.tasks.jpa;

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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lost task takes of a strict gate goes when a process starts that says that the one before it is gone, and not before. */
@ParameterizedClass
@EnumSource
class StrictSlotsTest {

    private static final Duration LEASE = Duration.ofHours(1);
    private static final int LOOKS = 3;

    private static final Gate STRICT = new Gate("ledger", null, 1, new Capacity(1, 0, null, false, true));
    private static final TaskGates GATES = task -> List.of(STRICT);

    private final TestDatabase database;
    private final List<JpaTaskStore> stores = new ArrayList<>();

    StrictSlotsTest(SchemaTest.Database kind) {
        database = TestDatabase.open(kind.open(), TestProvider.HIBERNATE);
    }

    @AfterEach
    void close() {
        stores.forEach(JpaTaskStore::stop);
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same", "other"})
    void onlyAProcessOfTheSameInstanceFreesWhatWasLost(String instance) {
        JpaTaskStore lost = process("same", "lost");
        String id = insert(lost);
        claimed(lost, "lost", id);
        endLeases();

        JpaTaskStore next = process(null, "rescuer");
        assertThat(next.rescue(3, 10).readied()).isEqualTo(1);
        nobodyEnters(next, "rescuer");
        JpaTaskStore started = process(instance, "started");

        if (instance.equals("same")) {
            enters(started, "started", id);
        } else {
            nobodyEnters(started, "started");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofAnInstanceWithoutANameNothingIsFreed(boolean named) {
        JpaTaskStore lost = process(null, "lost");
        claimed(lost, "lost", insert(lost));
        endLeases();

        JpaTaskStore started = process(named ? "same" : null, "started");

        assertThat(started.rescue(3, 10).readied()).isEqualTo(1);
        nobodyEnters(started, "started");
    }

    /** A process is up again before the lease of the one before it has ended, as a rule. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsRescuedAfterTheProcessHasStartedAgainIsFree(boolean rescuedByAnother) {
        JpaTaskStore lost = process("same", "lost");
        String id = insert(lost);
        claimed(lost, "lost", id);
        JpaTaskStore started = process("same", "started");
        endLease("lost");

        JpaTaskStore rescuer = rescuedByAnother ? process(null, "rescuer") : started;
        assertThat(rescuer.rescue(3, 10).readied()).isEqualTo(1);

        enters(started, "started", id);
    }

    /** One whose calls went on after its stop, so that it was not left. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatANodeLeftBehindIsFreedByTheNextProcess(boolean rescuedBefore) {
        JpaTaskStore left = process("same", "left");
        String id = insert(left);
        claimed(left, "left", id);
        endLease("left");
        JpaTaskStore rescuer = process(null, "rescuer");
        if (rescuedBefore) {
            assertThat(rescuer.rescue(3, 10).readied()).isEqualTo(1);
            nobodyEnters(rescuer, "rescuer");
        }

        JpaTaskStore started = process("same", "started");
        rescuer.rescue(3, 10);

        enters(started, "started", id);
    }

    /** A node that has lost its lease joins under another name; its calls may go on. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherNodeOfTheSameProcessFreesNothing(boolean rescuedBefore) {
        JpaTaskStore process = process("same", "before");
        String id = insert(process);
        ClaimedTask inside = claimed(process, "before", id);
        endLeases();
        if (rescuedBefore) {
            process.rescue(3, 10);
        }

        process.join("after", LEASE);
        process.rescue(3, 10);

        nobodyEnters(process, "after");
        process.gates().vacate(List.of(inside.claim()));
        enters(process, "after", id);
    }

    /** Calls of the deployment before may still go on. */
    @Test
    void aRedeploymentInTheSameProcessFreesNothing() {
        JpaTaskStore before = process("same", "before");
        String id = insert(before);
        claimed(before, "before", id);
        endLeases();
        before.rescue(3, 10);

        JpaTaskStore after = deployed("same", "after");

        nobodyEnters(after, "after");
    }

    private JpaTaskStore process(String instance, String node) {
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("ee.tasks.joined."));
        return deployed(instance, node);
    }

    private JpaTaskStore deployed(String instance, String node) {
        JpaTaskStore store = database.newStore();
        stores.add(store);
        store.start(TestContext.ofNode(instance, false));
        store.join(node, LEASE);
        return store;
    }

    private static String insert(JpaTaskStore store) {
        String id = TaskRequests.nextId();
        store.insert(TaskRequests.of("transfer").id(id).gates(STRICT).build());
        return id;
    }

    private static ClaimedTask claimed(JpaTaskStore store, String node, String id) {
        List<ClaimedTask> entered = new ArrayList<>();
        Awaitility.await().until(() -> {
            entered.addAll(look(store, node));
            return !entered.isEmpty();
        });
        assertThat(entered).extracting(each -> each.task().id()).containsExactly(id);
        return entered.get(0);
    }

    /** And can be completed. */
    private static void enters(JpaTaskStore store, String node, String id) {
        ClaimedTask entered = claimed(store, node, id);
        assertThat(store.complete(
                                List.of(new Completion(entered.claim(), new Outcome.Succeeded("null"), Instant.now())))
                        .lost())
                .isEmpty();
    }

    private static void nobodyEnters(JpaTaskStore store, String node) {
        for (int i = 0; i < LOOKS; i++) {
            assertThat(look(store, node)).isEmpty();
        }
    }

    private static List<ClaimedTask> look(JpaTaskStore store, String node) {
        store.gates().letIn();
        return store.gates().claim(node, QueueSelection.ALL, 10, Long.MAX_VALUE, GATES);
    }

    private void endLeases() {
        Jdbc.run(database.pool(), "update ee_node set lease_until = " + anHourAgo());
    }

    private void endLease(String node) {
        Jdbc.run(database.pool(), "update ee_node set lease_until = %s where id = '%s'".formatted(anHourAgo(), node));
    }

    private String anHourAgo() {
        SqlDialect dialect = database.dialect();
        return dialect.plusMicros(dialect.now()).replace("?", String.valueOf(-Micros.of(LEASE)));
    }
}
