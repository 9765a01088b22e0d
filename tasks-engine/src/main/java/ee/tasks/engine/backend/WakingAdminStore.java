package ee.tasks.engine.backend;

import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.admin.StrictSlot;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.Paused;
import java.time.Instant;
import java.util.List;

/** Says when something was resumed: nobody else tells the worker that what waited there may be claimed. */
final class WakingAdminStore implements AdminStore {

    private final AdminStore store;
    private final Runnable onResumed;

    WakingAdminStore(AdminStore store, Runnable onResumed) {
        this.store = store;
        this.onResumed = onResumed;
    }

    @Override
    public void pause(PauseKind kind, String name, String key, Instant until) {
        store.pause(kind, name, key, until);
    }

    @Override
    public boolean resume(PauseKind kind, String name, String key) {
        boolean resumed = store.resume(kind, name, key);
        if (resumed) {
            onResumed.run();
        }
        return resumed;
    }

    @Override
    public List<Pause> pauses() {
        return store.pauses();
    }

    @Override
    public List<StrictSlot> strictSlots() {
        return store.strictSlots();
    }

    @Override
    public int freeSlot(String task) {
        return store.freeSlot(task);
    }

    @Override
    public Paused paused(String node) {
        return store.paused(node);
    }
}
