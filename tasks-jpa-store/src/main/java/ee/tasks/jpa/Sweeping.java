package ee.tasks.jpa;

import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskStoreException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prunes the groups in turn, a page of {@value #PAGE} of each, so that no group waits for another, until {@code max} tasks are deleted or
 * all groups have been walked through. The next call goes on where this one stopped: tasks that are kept, perhaps a million in front of
 * the others, are skipped once a walk, not once a call.
 *
 * <p>A page that fails costs its group its turn; the others go on. After {@value #MAX_FAILURES} failures, or if the connection was cut,
 * the database is assumed to be down, and the call ends with the exception.
 */
final class Sweeping {

    private static final int PAGE = 500;
    /** After that many failed groups the database is assumed to be down. */
    private static final int MAX_FAILURES = 3;

    private final StoreTransactions transactions;
    private final Pruning pruning;
    private final PrunedTasks prunedTasks;
    private final Map<Pruning.FinishedGroup, Pruning.WalkedTo> places = new ConcurrentHashMap<>();
    /** The group whose turn was the last of a call. */
    private volatile Pruning.FinishedGroup last;

    Sweeping(StoreTransactions transactions, Pruning pruning, PrunedTasks prunedTasks) {
        this.transactions = transactions;
        this.pruning = pruning;
        this.prunedTasks = prunedTasks;
    }

    /** Lost races are left to the next sweep. A failure is thrown only if nothing else could be deleted. */
    int prune(Retention retention, int max) {
        List<Pruning.FinishedGroup> groups =
                transactions.work("look for old tasks", connection -> pruning.groups(connection, retention));
        Collections.rotate(groups, -1 - groups.indexOf(last));
        places.keySet().retainAll(groups);
        Deque<Pruning.FinishedGroup> turns = new ArrayDeque<>(groups);
        Map<String, Boolean> flows = new HashMap<>();
        int pruned = 0;
        int failed = 0;
        TaskStoreException failure = null;
        last = null;
        while (!turns.isEmpty() && pruned < max) {
            Pruning.FinishedGroup group = turns.remove();
            try {
                Pruning.PrunedPage page = prune(group, Math.min(PAGE, max - pruned), flows);
                pruned += page.deleted();
                if (page.end() != null) {
                    turns.add(group);
                }
                last = turns.isEmpty() ? null : group;
            } catch (TaskStoreException e) {
                if (Reach.wasCut(e) || ++failed == MAX_FAILURES) {
                    throw e;
                }
                failure = failure != null || e.isLostRace() ? failure : e;
            }
        }
        if (failure != null && pruned == 0) {
            throw failure;
        }
        forgetPruned();
        return pruned;
    }

    private void forgetPruned() {
        int page = PAGE;
        while (page == PAGE) {
            page = transactions.work("forget pruned tasks", connection -> prunedTasks.forget(connection, PAGE));
        }
    }

    private Pruning.PrunedPage prune(Pruning.FinishedGroup group, int most, Map<String, Boolean> flows) {
        Pruning.PrunedPage page = transactions.work(
                "prune " + group, connection -> pruning.prune(connection, group, places.get(group), most, flows));
        if (page.end() == null) {
            places.remove(group);
        } else {
            places.put(group, page.end());
        }
        return page;
    }
}
