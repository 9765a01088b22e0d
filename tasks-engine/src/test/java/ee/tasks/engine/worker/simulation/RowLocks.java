package ee.tasks.engine.worker.simulation;

import java.util.ArrayList;
import java.util.List;

/** The transactions that have written a task's end and are not over: nobody else writes to its row. */
final class RowLocks {

    private final List<Transaction> locking = new ArrayList<>();

    void add(Transaction transaction) {
        locking.add(transaction);
    }

    /** @return whether it had a row until now */
    boolean remove(Transaction transaction) {
        return locking.remove(transaction);
    }

    /** What is on its way to be committed goes on without it. */
    void crashed(Machine machine) {
        locking.removeIf(transaction -> transaction.machine() == machine && !transaction.isInFlight());
    }

    boolean isAny() {
        return !locking.isEmpty();
    }

    boolean isLocked(String task) {
        for (Transaction transaction : locking) {
            if (transaction.completion().claim().id().equals(task)) {
                return true;
            }
        }
        return false;
    }
}
