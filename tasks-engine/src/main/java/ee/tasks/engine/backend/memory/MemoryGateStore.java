package ee.tasks.engine.backend.memory;

import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Gate;
import ee.tasks.spi.GateStore;
import ee.tasks.spi.LetIn;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The gates of a {@link MemoryTaskStore}, guarded by its lock. The answer of {@link TaskGates} is foreign code, so a task is claimed
 * first, its gates are asked for without the lock, and then it enters them or its claim ends. Between the two it is shown as RUNNING.
 */
final class MemoryGateStore implements GateStore {

    private final Object lock;
    private final Consumer<List<Claim>> release;
    private final MemoryTasks tasks;
    private final MemoryNodes nodes;
    private final Supplier<Instant> clock;

    /**
     * @param lock of the store, which guards everything
     * @param release gives back claims
     */
    MemoryGateStore(
            Object lock, Consumer<List<Claim>> release, MemoryTasks tasks, MemoryNodes nodes, Supplier<Instant> clock) {
        this.lock = lock;
        this.release = release;
        this.tasks = tasks;
        this.nodes = nodes;
        this.clock = clock;
    }

    /** Looks further while all that it finds is held, since others may be due behind that. */
    @Override
    public List<ClaimedTask> claim(String node, QueueSelection queues, int max, long maxCharacters, TaskGates gates) {
        while (true) {
            List<ClaimedTask> claimed;
            synchronized (lock) {
                claimed = nodes.claim(node, queues, max, maxCharacters, clock.get());
            }
            List<ClaimedTask> entered = enter(claimed, ask(claimed, gates));
            if (claimed.isEmpty() || !entered.isEmpty()) {
                return entered;
            }
        }
    }

    private List<List<Gate>> ask(List<ClaimedTask> claimed, TaskGates gates) {
        boolean answered = false;
        try {
            List<List<Gate>> asked =
                    claimed.stream().map(each -> gates.of(each.task())).toList();
            answered = true;
            return asked;
        } finally {
            if (!answered) {
                release.accept(claimed.stream().map(ClaimedTask::claim).toList());
            }
        }
    }

    private List<ClaimedTask> enter(List<ClaimedTask> claimed, List<List<Gate>> asked) {
        List<ClaimedTask> entered = new ArrayList<>();
        synchronized (lock) {
            for (int i = 0; i < claimed.size(); i++) {
                ClaimedTask each = claimed.get(i);
                List<Gate> gates = asked.get(i);
                tasks.held(each.claim())
                        .filter(task -> tasks.enter(task, gates, clock.get()))
                        .ifPresent(task -> entered.add(each));
            }
        }
        return List.copyOf(entered);
    }

    @Override
    public LetIn letIn() {
        synchronized (lock) {
            if (tasks.gates().isEmpty()) {
                return LetIn.NOTHING;
            }
            Instant now = clock.get();
            int readied = tasks.letIn(now);
            Duration next = tasks.gates().next(now);
            return readied == 0 && next == null ? LetIn.NOTHING : new LetIn(readied, next);
        }
    }

    @Override
    public void vacate(Collection<Claim> claims) {
        synchronized (lock) {
            for (Claim claim : claims) {
                tasks.gates().giveBack(claim.claimId(), clock.get());
            }
        }
    }
}
