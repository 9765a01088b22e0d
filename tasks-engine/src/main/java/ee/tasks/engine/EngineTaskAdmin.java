package ee.tasks.engine;

import static java.util.Objects.requireNonNull;

import ee.tasks.InvalidTaskException;
import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.admin.StrictSlot;
import ee.tasks.admin.TaskAdmin;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.Feature;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What operators say of one backend. It is looked up at each call: a bean may be made before the backend starts. */
final class EngineTaskAdmin implements TaskAdmin {

    private static final int MAX_NAME = 64;
    private static final int MAX_LIMIT = 255;
    private static final int MAX_KEY = 255;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final Supplier<ActiveBackend> backend;
    private final Transactions transactions;
    private final Clock clock;

    EngineTaskAdmin(Supplier<ActiveBackend> backend, Transactions transactions, Clock clock) {
        this.backend = backend;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void pauseQueue(String queue, Instant until) {
        pause(PauseKind.QUEUE, name("queue", queue, MAX_NAME), null, until);
    }

    @Override
    public boolean resumeQueue(String queue) {
        return resume(PauseKind.QUEUE, queue, null);
    }

    @Override
    public void pauseAll(Instant until) {
        pause(PauseKind.NAMESPACE, AdminStore.ALL, null, until);
    }

    @Override
    public boolean resumeAll() {
        return resume(PauseKind.NAMESPACE, AdminStore.ALL, null);
    }

    @Override
    public void pauseLimitKey(String limit, String key, Instant until) {
        name("limit", limit, MAX_LIMIT);
        if (key != null && key.length() > MAX_KEY) {
            throw new InvalidTaskException(AdminMessage.KEY_TOO_LONG.text(limit, MAX_KEY, key.length()));
        }
        pause(PauseKind.LIMIT, limit, key, until);
    }

    @Override
    public boolean resumeLimitKey(String limit, String key) {
        return resume(PauseKind.LIMIT, limit, key);
    }

    @Override
    public void quietNode(String node) {
        pause(PauseKind.NODE, name("node", node, MAX_NAME), null, null);
    }

    @Override
    public boolean resumeNode(String node) {
        return resume(PauseKind.NODE, node, null);
    }

    @Override
    public void quietInstance(String instance) {
        pause(PauseKind.INSTANCE, name("ee.tasks.node.instance", instance, MAX_NAME), null, null);
    }

    @Override
    public boolean resumeInstance(String instance) {
        return resume(PauseKind.INSTANCE, instance, null);
    }

    @Override
    public List<Pause> pauses() {
        return call(store(Feature.PAUSE)::pauses);
    }

    @Override
    public List<StrictSlot> strictSlots() {
        return call(store(Feature.ADMIN)::strictSlots);
    }

    @Override
    public int freeSlot(String task) {
        requireNonNull(task, "task");
        AdminStore store = store(Feature.ADMIN);
        return call(() -> store.freeSlot(task));
    }

    private void pause(PauseKind kind, String name, String key, Instant until) {
        if (until != null && (!until.isAfter(clock.instant()) || until.isAfter(LAST))) {
            throw new InvalidTaskException(AdminMessage.UNTIL_OUT_OF_RANGE.text(until));
        }
        AdminStore store = store(Feature.PAUSE);
        call(() -> {
            store.pause(kind, name, key, until);
            return null;
        });
    }

    private boolean resume(PauseKind kind, String name, String key) {
        requireNonNull(name, "name");
        AdminStore store = store(Feature.PAUSE);
        return call(() -> store.resume(kind, name, key));
    }

    private static String name(String of, String name, int most) {
        requireNonNull(name, of);
        boolean canBe = !name.isBlank() && name.length() <= most && name.chars().noneMatch(Character::isISOControl);
        if (!canBe) {
            throw new InvalidTaskException(AdminMessage.NAME_INVALID.text(of, most, name));
        }
        return name;
    }

    private AdminStore store(Feature feature) {
        ActiveBackend active = backend.get();
        active.require(feature);
        return active.backend().admin();
    }

    /** In the caller's transaction if one is active; else with none at all, so that the store begins its own. */
    private <T> T call(Supplier<T> action) {
        return transactions.current() == null ? transactions.suspended(action) : action.get();
    }
}
