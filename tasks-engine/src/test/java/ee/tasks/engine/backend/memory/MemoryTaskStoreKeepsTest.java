package ee.tasks.engine.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidBackendException;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskStore;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.tck.ContractContext;
import ee.tasks.tck.SettableClock;
import ee.tasks.tck.TaskRequests;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store keeps, and for how long. */
class MemoryTaskStoreKeepsTest {

    private final SettableClock clock = new SettableClock();
    private final TaskStore store = new MemoryTaskStore(clock);

    @BeforeEach
    void joinNode() {
        store.join("node", Duration.ofHours(1));
    }

    @Test
    void onlyTheNewestFinishedTasksAreKept() {
        store.start(keeping("2"));
        List<String> finished = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            finished.add(finish(TaskRequests.request()));
        }

        assertThat(finished).map(id -> store.find(id).isPresent()).containsExactly(false, false, false, true, true);
    }

    @Test
    void unfinishedTasksAreKeptHoweverManyThereAre() {
        store.start(keeping("0"));
        store.insertAll(
                List.of(TaskRequests.request().build(), TaskRequests.request().build())
                        .iterator());

        assertThat(store.claim("node", QueueSelection.ALL, 9, Long.MAX_VALUE)).hasSize(2);
    }

    @Test
    void aFlowIsForgottenWithItsLastTask() {
        store.start(keeping("1"));
        finish(TaskRequests.request().flow("flow"));
        finish(TaskRequests.request().flow("flow"));
        assertThat(store.flowProgress("flow")).isEqualTo(new TaskProgress(2, 2, null));

        finish(TaskRequests.request());

        assertThat(store.flowProgress("flow")).isEqualTo(new TaskProgress(0, 0, null));
    }

    @Test
    void aKeyOutlivesItsForgottenTaskForItsPeriod() {
        store.start(keeping("0"));
        String id = finish(TaskRequests.request().unique("k", Duration.ofHours(1)));

        assertThat(store.insert(TaskRequests.request().unique("k").build()).id())
                .isEqualTo(id);
        clock.advance(Duration.ofHours(1));
        assertThat(store.insert(TaskRequests.request().unique("k").build()).status())
                .isEqualTo(TaskStatus.READY);
    }

    /** Else the heap would hold all payloads of a period, however few tasks are kept. */
    @Test
    void aHeldKeyDoesNotKeepTheArgumentsOfItsForgottenTask() {
        store.start(keeping("0"));
        WeakReference<String> arguments = finishWithLargeArguments();

        assertThat(isCollected(arguments)).isTrue();
        TaskRecord holder = store.insert(TaskRequests.request().unique("k").build());
        assertThat(holder.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(holder.attempts()).isEqualTo(1);
    }

    private WeakReference<String> finishWithLargeArguments() {
        String arguments = "[\"" + "x".repeat(1 << 20) + "\"]";
        finish(TaskRequests.request().arguments(arguments).unique("k", Duration.ofHours(1)));
        return new WeakReference<>(arguments);
    }

    /** One call of the collector may not see to all. */
    private static boolean isCollected(WeakReference<?> reference) {
        for (int call = 0; call < 20 && reference.get() != null; call++) {
            System.gc();
        }
        return reference.get() == null;
    }

    @Test
    void whatDependsOnAForgottenTaskNeedNotWait() {
        store.start(keeping("0"));
        String id = finish(TaskRequests.request());

        assertThat(store.insert(TaskRequests.request().dependsOn(id).build()).status())
                .isEqualTo(TaskStatus.READY);
    }

    @Test
    void aLongChainIsCancelledWithoutADeepStack() {
        store.start(keeping("100000"));
        String first = TaskRequests.nextId();
        store.insert(TaskRequests.request().id(first).build());
        String last = first;
        for (int i = 0; i < 20_000; i++) {
            last = store.insert(TaskRequests.request().dependsOn(last).build()).id();
        }

        store.cancel(first);

        assertThat(store.find(last).orElseThrow().status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void anIdIsTakenOnce() {
        String id = store.insert(TaskRequests.request().build()).id();

        assertThatThrownBy(() -> store.insert(TaskRequests.request().id(id).build()))
                .isInstanceOf(TaskStoreException.class)
                .hasMessageStartingWith("EETASK0391")
                .hasMessageContaining(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-1", "", "99999999999"})
    void anotherNumberToKeepIsRefused(String keep) {
        assertThatThrownBy(() -> store.start(keeping(keep)))
                .isInstanceOf(InvalidBackendException.class)
                .hasMessageStartingWith("EETASK0390")
                .hasMessageContaining("'" + keep + "'");
    }

    private String finish(TaskRequests request) {
        String id = store.insert(request.build()).id();
        ClaimedTask claimed =
                store.claim("node", QueueSelection.ALL, 1, Long.MAX_VALUE).get(0);
        store.complete(List.of(new Completion(claimed.claim(), new Outcome.Succeeded("null"), Instant.EPOCH)));
        return id;
    }

    private static ContractContext keeping(String keep) {
        return ContractContext.ofStore("default", Map.of("keep", keep));
    }
}
