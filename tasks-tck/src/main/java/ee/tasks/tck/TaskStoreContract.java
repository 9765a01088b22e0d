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
 * The tier "store": what a {@link TaskStore} must do. Extend it, say how to make a store and how its time passes; what a test
 * shows stands in its name. Tests of a {@link ee.tasks.spi.Feature} that the store does not promise are skipped, and so are
 * those of a method that it does not implement. All others are required.
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
                FencingTests,
                CompletionTests,
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
     * A store that has not been started. All that one test makes share their data, as the nodes of a cluster do; those of
     * another namespace (which {@link TaskStore#start} tells) may share the database, but no task.
     */
    public abstract TaskStore newStore();

    /**
     * Lets this much time pass for all stores of the test: sets a clock, or takes the duration off every stored time (at
     * least: when tasks may run and when they finished, when leases and offers end, until when keys are held, when waiting tasks are
     * looked at, when tasks were pruned, since when a task is parked or unreadable, when it was last attempted, and when a schedule was last declared). Nothing else may change. Where many rows are slow
     * to change, those whose namespace does not start with {@link #namespace()} may be left alone.
     */
    public abstract void letTimePass(Duration duration);

    /**
     * Runs {@code step} on this thread in a JTA transaction, then commits or rolls back. To be overridden for a store whose
     * {@link TaskStore#joinsTransaction} says that it joins such transactions; the tests of others do not call it.
     */
    @Override
    public void inTransaction(boolean commit, Runnable step) {
        throw new AssertionError("the store joins transactions: override inTransaction");
    }

    /** The options that {@link ee.tasks.spi.BackendContext#option} shall answer. */
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public final String tier() {
        return "store";
    }

    /**
     * The features of the store; {@code TRANSACTIONS} if it joins the caller's; {@code PRUNE} and {@code UNREADABLE} if it
     * implements their methods.
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

    /** The namespace of this test; where it needs another, that starts with this one. */
    @Override
    public final String namespace() {
        assertThat(namespace).hasSizeLessThan(64);
        return namespace;
    }
}
