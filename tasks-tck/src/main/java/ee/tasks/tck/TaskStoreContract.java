package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The tier "store": tests what a {@link TaskStore} must do. Extend it, make your store in {@link #newStore}, and let its time pass in
 * {@link #letTimePass}. The name of a test says what it shows. A test of a {@link ee.tasks.spi.Feature} that the store does not promise
 * is skipped, and so is a test of a method that the store does not implement. All other tests are required.
 *
 * <p>Each test works in a namespace of its own, so that nothing has to be cleaned up between them.
 *
 * @since 1.0
 */
public abstract class TaskStoreContract
        implements EnqueueingTests,
                OrderTests,
                DeferralTests,
                ClaimTests,
                ClaimSizeTests,
                StaleClaimTests,
                CompletionTests,
                HeaderTests,
                HostileTextTests,
                LeaseTests,
                RescueTests,
                CancelTests,
                ParkingTests,
                UnreadableTests,
                RetryTests,
                ErrorTests,
                RetentionTests,
                NotesTests,
                UniqueKeyTests,
                FlowTests,
                DependencyTests,
                DependencyRaceTests,
                SettlingTests,
                PredecessorTests,
                ScheduleTests,
                TickTests,
                FormerIdTests,
                LimitTests,
                LimitOrderTests,
                LimitEnqueueTests,
                LimitReturnTests,
                LimitLossTests,
                LimitChangeTests,
                LimitRaceTests,
                RateTests,
                PauseTests,
                StrictSlotTests,
                OrderedTests,
                OrderedFailureTests,
                OrderedRaceTests,
                ExpiryTests,
                NamespaceTests,
                TransactionTests {

    private static final Duration A_YEAR = Duration.ofDays(365);

    private final String namespace = "contract-" + UUID.randomUUID().toString().substring(0, 13);
    private final List<TaskStore> started = new ArrayList<>();
    private TaskStore store;
    private TaskStore secondStore;
    /** By optional part; {@code null} until it is asked for. */
    private Map<String, Boolean> implemented;

    /**
     * Makes a store and does not start it. All stores that one test makes share their data, as the nodes of a cluster do. Stores of
     * different namespaces, which {@link TaskStore#start} passes, may share the database, but no task.
     */
    public abstract TaskStore newStore();

    /**
     * Lets time pass for all stores of the test: advance a clock, such as {@link SettableClock}, or subtract the duration from every
     * stored time. Nothing else may change. If many rows are slow to change, leave out those whose namespace does not start with {@link
     * #namespace()}.
     *
     * <p>The stored times are at least: when tasks may run, expire, were last attempted and finished; when leases and offers expire; until
     * when keys are held; when waiting tasks are looked at; when tasks were pruned; since when a task is parked or unreadable; when a
     * schedule was last declared; and since and until when something is paused.
     */
    public abstract void letTimePass(Duration duration);

    /**
     * Runs {@code step} on this thread in a JTA transaction, then commits or rolls back. Override it if {@link
     * TaskStore#joinsTransaction} of your store returns {@code true}; otherwise no test calls it.
     */
    @Override
    public void inTransaction(boolean commit, Runnable step) {
        throw new AssertionError("the store joins transactions: override inTransaction");
    }

    /** Returns the options that {@link ee.tasks.spi.BackendContext#option} reads. */
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public final String tier() {
        return "store";
    }

    /**
     * Returns the features of the store; {@code TRANSACTIONS} if it joins the caller's transaction; {@code PRUNE} and {@code UNREADABLE}
     * if it implements their methods.
     */
    @Override
    public final Set<String> promises() {
        if (implemented == null) {
            implemented = Map.of(
                    PRUNE,
                    isImplemented(() -> store.prune(new Retention(Map.of(), Map.of()), 1)),
                    UNREADABLE,
                    isImplemented(() -> store.failUnreadable(A_YEAR, 1)) && isImplemented(() -> store.parked()));
        }
        Map<String, Boolean> others = new HashMap<>(implemented);
        others.put(TRANSACTIONS, store.joinsTransaction());
        return Needed.promised(store.features(), others);
    }

    /** As the worker learns it: by a call, here one that finds nothing to do. A failure of another kind is the store's own. */
    private static boolean isImplemented(Runnable call) {
        try {
            call.run();
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    @BeforeEach
    final void startTwoStores() {
        store = storeOf(namespace);
        secondStore = storeOf(namespace);
    }

    @AfterEach
    final void stopStores() {
        started.forEach(TaskStore::stop);
    }

    @Override
    public final TaskStore store() {
        return store;
    }

    @Override
    public final TaskStore secondStore() {
        return secondStore;
    }

    @Override
    public final TaskStore storeOf(String otherNamespace) {
        TaskStore other = newStore();
        other.start(ContractContext.ofStore(otherNamespace, options()));
        started.add(other);
        return other;
    }

    @Override
    public final String newNode(Duration lease) {
        String node = "node-" + UUID.randomUUID();
        store.join(node, lease);
        return node;
    }

    @Override
    public final Instant now() {
        return store.renew(newNode(), LEASE)
                .orElseThrow(() -> new AssertionError("a node that just joined is unknown"));
    }

    /** Returns the namespace of this test. Further namespaces of the test start with it. */
    @Override
    public final String namespace() {
        assertThat(namespace).hasSizeLessThan(64);
        return namespace;
    }
}
