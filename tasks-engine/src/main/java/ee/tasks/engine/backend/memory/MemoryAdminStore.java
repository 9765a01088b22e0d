package ee.tasks.engine.backend.memory;

import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.admin.StrictSlot;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Paused;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** What operators say of a {@link MemoryTaskStore}, guarded by its lock. */
final class MemoryAdminStore implements AdminStore {

    private static final int MAX_LISTED = 1_000;

    private final Object lock;
    private final MemoryTasks tasks;
    private final Supplier<Instant> clock;

    /** @param lock of the store, which guards everything */
    MemoryAdminStore(Object lock, MemoryTasks tasks, Supplier<Instant> clock) {
        this.lock = lock;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public void pause(PauseKind kind, String name, String key, Instant until) {
        synchronized (lock) {
            tasks.pauses().pause(kind, name, key, until, clock.get());
            lookAgain(kind, name, key);
        }
    }

    @Override
    public boolean resume(PauseKind kind, String name, String key) {
        synchronized (lock) {
            boolean resumed = tasks.pauses().resume(kind, name, key, clock.get());
            lookAgain(kind, name, key);
            return resumed;
        }
    }

    private void lookAgain(PauseKind kind, String name, String key) {
        if (kind == PauseKind.LIMIT) {
            tasks.gates().lookAgain(Gate.id(name, key));
        }
    }

    @Override
    public List<Pause> pauses() {
        synchronized (lock) {
            return tasks.pauses().list(clock.get());
        }
    }

    @Override
    public List<StrictSlot> strictSlots() {
        synchronized (lock) {
            return tasks.gates().strictSlots().stream()
                    .sorted(Comparator.comparing(StrictSlot::limit)
                            .thenComparing(StrictSlot::key, Comparator.nullsFirst(Comparator.naturalOrder())))
                    .limit(MAX_LISTED)
                    .toList();
        }
    }

    @Override
    public int freeSlot(String task) {
        synchronized (lock) {
            return tasks.gates().freeSlots(task, clock.get());
        }
    }

    @Override
    public Paused paused(String node) {
        synchronized (lock) {
            return tasks.pauses().paused(node, clock.get());
        }
    }
}
