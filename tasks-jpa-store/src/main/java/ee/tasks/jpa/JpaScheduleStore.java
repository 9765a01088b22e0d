package ee.tasks.jpa;

import static java.util.Objects.requireNonNull;

import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.TaskStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The schedules of a {@link JpaTaskStore}, each call in its transaction. */
final class JpaScheduleStore implements ScheduleStore {

    private final Supplier<StoreTransactions> transactions;
    private final Supplier<Schedules> schedules;
    private final Supplier<TickTaking> ticks;

    /** @param transactions waits for the first contact, before which there are no {@code schedules} and {@code ticks} */
    JpaScheduleStore(
            Supplier<StoreTransactions> transactions, Supplier<Schedules> schedules, Supplier<TickTaking> ticks) {
        this.transactions = transactions;
        this.schedules = schedules;
        this.ticks = ticks;
    }

    @Override
    public Instant now() {
        return transactions
                .get()
                .call("read the time", connection -> schedules.get().now(connection));
    }

    @Override
    public Optional<ScheduleRecord> find(String id) {
        return transactions
                .get()
                .call("find a schedule", connection -> schedules.get().find(connection, id));
    }

    @Override
    public List<ScheduleRecord> list() {
        return transactions
                .get()
                .call("list the schedules", connection -> schedules.get().list(connection));
    }

    @Override
    public boolean write(ScheduleRecord schedule) {
        requireNonNull(schedule, "schedule");
        return transactions
                .get()
                .callAgain("write a schedule", connection -> schedules.get().write(connection, schedule));
    }

    @Override
    public boolean delete(String id) {
        return transactions
                .get()
                .callAgain("delete a schedule", connection -> schedules.get().delete(connection, id));
    }

    @Override
    public Optional<Instant> tickOf(String task) {
        return transactions
                .get()
                .call("find a tick", connection -> schedules.get().tickOf(connection, task));
    }

    @Override
    public DueSchedules due(Set<String> declared, Position after, int max) {
        return transactions
                .get()
                .work("look for ticks", connection -> schedules.get().due(connection, declared, after, max));
    }

    @Override
    public Set<String> take(Collection<Taking> takings) {
        try {
            return transactions.get().work("take ticks", connection -> ticks.get()
                    .take(connection, takings));
        } catch (TaskStoreException e) {
            if (e.isLostRace()) {
                transactions.get().undo();
            }
            throw e;
        }
    }

    @Override
    public boolean rename(ScheduleRecord former, ScheduleRecord schedule) {
        try {
            return transactions.get().work("rename a schedule", connection -> {
                schedules.get().rename(connection, former, schedule);
                return true;
            });
        } catch (TaskStoreException e) {
            if (e.isLostRace()) {
                transactions.get().undo(); // half of it may be written
                return false;
            }
            throw e;
        }
    }

    @Override
    public void declare(Set<String> ids) {
        transactions.get().work("declare schedules", connection -> {
            schedules.get().declare(connection, ids);
            return null;
        });
    }

    @Override
    public List<String> retire(Duration silence) {
        return transactions
                .get()
                .work("retire schedules", connection -> schedules.get().retire(connection, silence));
    }
}
