package ee.tasks.jpa;

import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Gate;
import ee.tasks.spi.GateStore;
import ee.tasks.spi.LetIn;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskStoreException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The limits of a {@link JpaTaskStore}, each step in a transaction of its own.
 *
 * <p>What is to be looked at this node notes in memory ({@link GateHints}), after the commit that made it so. What a node that died had
 * noted is found by a walk over all gates in which tasks are held, {@value #WALKED} every {@code STEP} (200 ms), that starts anew
 * {@code WALK} (2 s) after its end.
 */
final class JpaGateStore implements GateStore {

    private static final int PAGE = 100;
    private static final int WALKED = 100;
    private static final long WALK = Duration.ofSeconds(2).toNanos();
    private static final long STEP = Duration.ofMillis(200).toNanos();
    private static final long TIDY = Duration.ofSeconds(30).toNanos();

    /** How many a claim looks at that are held then: behind a burst of one key others are due. */
    private static final int MAX_LOOKED = 5_000;

    private final Supplier<StoreTransactions> transactions;
    private final Supplier<GateParts> parts;
    private final TakenGates taken = new TakenGates();
    private final GateHints hints;
    private final LongSupplier nanoTime;
    private String walkedTo = "";
    private long nextWalk;
    private long nextTidying;

    /** @param transactions waits for the first contact, before which there are no {@code parts} */
    JpaGateStore(Supplier<StoreTransactions> transactions, Supplier<GateParts> parts, LongSupplier nanoTime) {
        this.transactions = transactions;
        this.parts = parts;
        this.nanoTime = nanoTime;
        hints = new GateHints(nanoTime);
        nextWalk = nanoTime.getAsLong();
        nextTidying = nextWalk + TIDY;
    }

    GateExits exits(String namespace, SqlDialect dialect, TransactionSynchronizationRegistry registry) {
        return new GateExits(namespace, dialect, registry, taken, hints);
    }

    /** A node has left: its completions write nothing any more. */
    void left(String node) {
        taken.removeAll(node);
    }

    @Override
    public List<ClaimedTask> claim(String node, QueueSelection queues, int max, long maxCharacters, TaskGates gates) {
        List<TaskRow> claimed = new ArrayList<>();
        long left = maxCharacters;
        boolean isAll = false;
        int looked = 0;
        while (!isAll && 2 * claimed.size() < max && left > 0 && looked < MAX_LOOKED) {
            int ask = max - claimed.size();
            looked += ask;
            try {
                GatePass.Passed some = claimOnce(node, queues, ask, left, gates);
                claimed.addAll(some.passed());
                left -= characters(some.passed());
                isAll = some.isAll();
                create(some.missing().values());
            } catch (TaskStoreException e) {
                if (claimed.isEmpty() || !e.isLostRace()) {
                    throw e; // nobody knows what was claimed, and the worker gives its node up
                }
                isAll = true; // these are this node's; the rest is tried again by the next claim
            }
        }
        return Claiming.inOrder(claimed);
    }

    private void create(Collection<Gate> missing) {
        if (!missing.isEmpty()) {
            transactions.get().work("make gates", connection -> {
                parts.get().rows().create(connection, missing);
                return null;
            });
        }
    }

    private GatePass.Passed claimOnce(String node, QueueSelection queues, int max, long characters, TaskGates gates) {
        GatePass.Passed passed = transactions.get().work("claim tasks", connection -> parts.get()
                .pass()
                .pass(connection, node, parts.get().claiming().rows(connection, node, queues, max, characters), gates));
        passed.inside().forEach((claimed, own) -> taken.add(node, claimed.claim(), own));
        passed.again().forEach(hints::add);
        return passed;
    }

    private static long characters(List<TaskRow> claimed) {
        return claimed.stream()
                .mapToLong(each -> each.task().arguments().length())
                .sum();
    }

    @Override
    public synchronized LetIn letIn() {
        StoreTransactions opened = transactions.get();
        walk(opened);
        int readied = 0;
        List<String> gates = hints.take(PAGE);
        if (!gates.isEmpty()) {
            LettingIn.Page page;
            try {
                page = opened.work(
                        "let held tasks in",
                        connection -> parts.get().lettingIn().letIn(connection, gates));
            } catch (RuntimeException | Error e) {
                gates.forEach(gate -> hints.add(gate, Duration.ZERO));
                throw e;
            }
            page.again().forEach(hints::add);
            readied = page.readied();
        }
        Duration walk = Duration.ofNanos(Math.max(0, nextWalk - nanoTime.getAsLong()));
        Duration hint = hints.next();
        return new LetIn(readied, hint != null && hint.compareTo(walk) < 0 ? hint : walk);
    }

    private void walk(StoreTransactions opened) {
        long now = nanoTime.getAsLong();
        if (now - nextWalk < 0) {
            return;
        }
        List<String> found = opened.work(
                "look for held tasks", connection -> parts.get().heldTasks().gatesAfter(connection, walkedTo, WALKED));
        found.forEach(gate -> hints.add(gate, Duration.ZERO));
        boolean isOver = found.size() < WALKED;
        walkedTo = isOver ? "" : found.get(found.size() - 1);
        nextWalk = now + (isOver ? WALK : STEP);
        if (isOver && now - nextTidying >= 0) {
            nextTidying = now + TIDY;
            opened.work("tidy gates", connection -> {
                parts.get().tidying().tidy(connection);
                return null;
            });
        }
    }

    @Override
    public void vacate(Collection<Claim> claims) {
        transactions.get().workById("give back gates", connection -> {
            parts.get().exits().vacated(connection, claims);
            return null;
        });
    }
}
