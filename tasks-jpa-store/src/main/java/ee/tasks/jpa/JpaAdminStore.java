package ee.tasks.jpa;

import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.admin.StrictSlot;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.Paused;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What operators say of a {@link JpaTaskStore}, in the caller's transaction if there is one. */
final class JpaAdminStore implements AdminStore {

    private final Supplier<StoreTransactions> transactions;
    private final Supplier<AdminParts> parts;

    /** @param transactions waits for the first contact, before which there are no {@code parts} */
    JpaAdminStore(Supplier<StoreTransactions> transactions, Supplier<AdminParts> parts) {
        this.transactions = transactions;
        this.parts = parts;
    }

    @Override
    public void pause(PauseKind kind, String name, String key, Instant until) {
        transactions.get().callAgain("pause", connection -> {
            parts.get().pauses().pause(connection, kind, name, key, until);
            return null;
        });
    }

    @Override
    public boolean resume(PauseKind kind, String name, String key) {
        return transactions
                .get()
                .callAgain("resume", connection -> parts.get().pauses().resume(connection, kind, name, key));
    }

    @Override
    public List<Pause> pauses() {
        return transactions
                .get()
                .call("list pauses", connection -> parts.get().pauses().list(connection));
    }

    @Override
    public List<StrictSlot> strictSlots() {
        return transactions.get().call("list strict slots", connection -> parts.get()
                .strictSlots()
                .list(connection));
    }

    @Override
    public int freeSlot(String task) {
        return transactions.get().callAgain("free a strict slot", connection -> parts.get()
                .strictSlots()
                .free(connection, task));
    }

    @Override
    public Paused paused(String node) {
        StoreTransactions opened = transactions.get();
        Controls controls = parts.get().controls();
        if (!controls.isFresh()) {
            opened.work("read pauses", connection -> {
                controls.refresh(connection);
                return null;
            });
        }
        return controls.paused(node);
    }
}
