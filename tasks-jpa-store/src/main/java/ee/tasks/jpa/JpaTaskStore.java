package ee.tasks.jpa;

import static java.util.Objects.requireNonNull;

import ee.tasks.TaskProgress;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Expired;
import ee.tasks.spi.Feature;
import ee.tasks.spi.GateStore;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Rescue;
import ee.tasks.spi.Retention;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.Settled;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import ee.tasks.spi.TaskStoreException;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;

/** The store of the {@code jpa} backend. */
@Dependent
@BackendType("jpa")
public class JpaTaskStore implements TaskStore {

    private static final int PAGE = 500;
    private static final int MAX_UNPARKED = 2_000;
    private static final int UNMARKED_PAGES = 4;

    /** How long one call walks over orders, of which there may be many. */
    private static final long WALKING = TimeUnit.SECONDS.toNanos(1);

    private final JpaResources givenResources;
    private final Function<DataSource, EntityManagerFactory> persistence;

    private FirstContact firstContact;
    private JpaParts parts;
    private final ScheduleStore scheduleStore =
            new JpaScheduleStore(this::opened, () -> parts.schedules(), () -> parts.ticks());
    private final AdminStore adminStore = new JpaAdminStore(this::opened, () -> parts.admin());
    private final JpaGateStore gateStore = new JpaGateStore(this::opened, () -> parts.gates(), System::nanoTime);

    /** Looks up what it needs in JNDI when it starts. */
    public JpaTaskStore() {
        this(null, dataSource -> TaskPersistenceUnit.open(dataSource, Map.of()));
    }

    /** For tests, which have no JNDI. */
    JpaTaskStore(JpaResources resources, Function<DataSource, EntityManagerFactory> persistence) {
        givenResources = resources;
        this.persistence = persistence;
    }

    @Override
    public void start(BackendContext context) {
        JpaResources resources = givenResources != null
                ? givenResources
                : JpaResources.fromJndi(context.option("data-source").orElse("java:comp/DefaultDataSource"));
        firstContact = new FirstContact(
                () -> parts = JpaParts.open(context, resources, persistence, gateStore),
                () -> parts.entityManagers().close());
        firstContact.start();
    }

    @Override
    public void stop() {
        if (firstContact != null) {
            firstContact.stop();
        }
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.values());
    }

    @Override
    public boolean joinsTransaction() {
        return true;
    }

    @Override
    public boolean isLostRace(Throwable failure) {
        return StoreTransactions.isLostRace(failure);
    }

    @Override
    public boolean toleratesInterrupts() {
        return parts == null || parts.dialect().toleratesInterrupts();
    }

    @Override
    public TaskRecord insert(TaskRequest request) {
        requireNonNull(request, "request");
        return enqueued(
                "enqueue a task",
                (transactions, what) -> transactions.callAgain(
                        what, connection -> parts.enqueueing().insert(connection, request)));
    }

    @Override
    public long insertAll(Iterator<TaskRequest> requests) {
        requireNonNull(requests, "requests");
        List<TaskRequest> first = Enqueueing.window(requests);
        StoreTransactions.TransactionWork<Long> insert =
                connection -> parts.enqueueing().insertAll(connection, first, requests);
        // The iterator cannot be read twice: only what fits into the first window can be repeated.
        boolean canRepeat = !requests.hasNext();
        return enqueued(
                "enqueue tasks",
                (transactions, what) ->
                        canRepeat ? transactions.callAgain(what, insert) : transactions.call(what, insert));
    }

    /** While the application stops, what an enqueue needs is closed under it and fails with messages of its own; say that it stops. */
    private <T> T enqueued(String what, BiFunction<StoreTransactions, String, T> enqueue) {
        StoreTransactions opened = opened();
        opened.requireCommittable(what);
        try {
            return enqueue.apply(opened, what);
        } catch (TaskStoreException e) {
            throw firstContact.isStopped() ? new TaskStoreException(JpaMessage.STOPPED.text(), e, false) : e;
        }
    }

    @Override
    public Optional<TaskRecord> find(String id) {
        return opened().call("find a task", connection -> parts.reader().find(connection, id));
    }

    @Override
    public boolean cancel(String id) {
        opened();
        return parts.cancellations().cancel(id);
    }

    @Override
    public boolean retry(String id) {
        return opened().callAgain(
                        "retry a task", connection -> parts.manualRetry().retry(connection, id));
    }

    @Override
    public TaskProgress flowProgress(String flow) {
        return opened().call("read a flow", connection -> parts.reader().flowProgress(connection, flow));
    }

    @Override
    public long cancelFlow(String flow) {
        opened();
        return parts.cancellations().cancelFlow(flow);
    }

    @Override
    public ScheduleStore schedules() {
        return scheduleStore;
    }

    @Override
    public GateStore gates() {
        return gateStore;
    }

    @Override
    public AdminStore admin() {
        return adminStore;
    }

    @Override
    public void join(String node, Duration lease) {
        run("join a node", connection -> parts.nodes().join(connection, node, lease));
        parts.nodes().hasJoined();
    }

    @Override
    public Optional<Instant> renew(String node, Duration lease) {
        return work("renew a lease", connection -> parts.nodes().renew(connection, node, lease));
    }

    @Override
    public void leave(String node) {
        run("take a node out", connection -> parts.nodes().leave(connection, node));
        gateStore.left(node);
    }

    @Override
    public int promote(int max) {
        return work("promote tasks", connection -> parts.claiming().promote(connection, max));
    }

    @Override
    public List<ClaimedTask> claim(String node, QueueSelection selection, int max, long maxCharacters) {
        return work(
                "claim tasks", connection -> parts.claiming().claim(connection, node, selection, max, maxCharacters));
    }

    @Override
    public boolean markStarted(Claim claim) {
        return work("mark a start", connection -> parts.claiming().markStarted(connection, claim));
    }

    @Override
    public Completed complete(Collection<Completion> completions) {
        boolean own = !opened().isActive();
        return opened().workById(
                        "complete tasks", connection -> parts.completing().complete(connection, completions, own));
    }

    @Override
    public Settled settle(int page) {
        opened();
        return parts.cancellations().settle(page);
    }

    @Override
    public void release(Collection<Claim> claims) {
        runById("release tasks", connection -> parts.claiming().release(connection, claims));
    }

    @Override
    public void park(Collection<Parked> tasks) {
        runById("park tasks", connection -> parts.parked().park(connection, tasks));
    }

    /** At most {@value #MAX_UNPARKED}: the claims of other nodes walk over what is offered to one node. */
    @Override
    public int unpark(String node, QueueSelection selection, Set<String> tasks) {
        int unparked = 0;
        int page = tasks.isEmpty() || selection.included().isEmpty() ? 0 : PAGE;
        while (page == PAGE && unparked < MAX_UNPARKED) {
            page = work("unpark tasks", connection -> parts.parked().unpark(connection, node, selection, tasks, PAGE));
            unparked += page;
        }
        return unparked;
    }

    @Override
    public List<String> failUnreadable(Duration grace, int max) {
        return work("give up tasks", connection -> parts.parked().failUnreadable(connection, grace, max));
    }

    @Override
    public Expired expire(int max) {
        return work("expire tasks", connection -> parts.expiring().expire(connection, max));
    }

    @Override
    public Map<Parking, Long> parked() {
        return work("count parked tasks", connection -> parts.parked().count(connection));
    }

    @Override
    public int prune(Retention retention, int max) {
        opened();
        int pruned = parts.sweeping().prune(retention, max);
        if (pruned < max) {
            forgetPauses();
        }
        return pruned;
    }

    /** Once a sweep, at its end. Somebody may be renewing one that is over: then the next sweep forgets it. */
    private void forgetPauses() {
        try {
            run("forget pauses", connection -> parts.admin().pauses().forget(connection));
        } catch (TaskStoreException e) {
            if (!e.isLostRace()) {
                throw e;
            }
        }
    }

    @Override
    public void progress(Claim claim, TaskProgress progress) {
        run("write progress", connection -> parts.notes().write(connection, claim, progress));
    }

    @Override
    public void metadata(Claim claim, String key, String value) {
        run("write metadata", connection -> parts.notes().write(connection, claim, key, value));
    }

    @Override
    public Set<Claim> stopping(Collection<Claim> claims) {
        return work("read claims", connection -> parts.claiming().stopping(connection, claims));
    }

    /** Reports the committed pages even if a later one fails: that is tried again in the next round, which would not know of these. */
    @Override
    public Rescue rescue(int maxLosses, int page) {
        run("give up nodes", connection -> parts.nodes().giveUp(connection));
        int readied = 0;
        List<String> failed = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        try {
            boolean more = true;
            while (more) {
                Rescuing.RescuedPage rescued =
                        work("rescue tasks", connection -> parts.rescuing().rescue(connection, maxLosses, page));
                readied += rescued.rescue().readied();
                failed.addAll(rescued.rescue().failed());
                cancelled.addAll(rescued.rescue().cancelled());
                more = rescued.more();
            }
            run("forget nodes", connection -> parts.nodes().forgetDead(connection));
        } catch (RuntimeException | Error e) {
            if (readied == 0 && failed.isEmpty() && cancelled.isEmpty()) {
                throw e;
            }
        }
        return new Rescue(readied, failed, cancelled);
    }

    @Override
    public boolean putRight() {
        boolean more = true;
        for (int page = 0; more && page < UNMARKED_PAGES; page++) {
            more = work("mark finished tasks", connection -> parts.unmarked().mark(connection));
        }
        long start = System.nanoTime();
        do {
            more = work("put orders right", connection -> parts.orders().walk(connection));
        } while (more && System.nanoTime() - start < WALKING);
        return work("put rows right", connection -> parts.strays().putRight(connection)) || more;
    }

    private <T> T work(String what, StoreTransactions.TransactionWork<T> step) {
        return opened().work(what, step);
    }

    private StoreTransactions opened() {
        firstContact.require();
        return parts.transactions();
    }

    @FunctionalInterface
    private interface TransactionStep {
        void run(Connection connection) throws SQLException;

        default StoreTransactions.TransactionWork<Void> asWork() {
            return connection -> {
                run(connection);
                return null;
            };
        }
    }

    private void run(String what, TransactionStep step) {
        work(what, step.asWork());
    }

    private void runById(String what, TransactionStep step) {
        opened().workById(what, step.asWork());
    }
}
