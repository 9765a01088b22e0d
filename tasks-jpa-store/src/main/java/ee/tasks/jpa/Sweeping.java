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
 * Prunes group by group in turn, a page of each, so that none has to wait for another. What was begun is gone on with by the next
 * call: what is kept, which may be a million in front of the others, is passed over once, until all has been seen.
 */
final class Sweeping {

    private static final int PAGE = 500;
    /** Groups of finished tasks, before it is rather the database that is to blame. */
    private static final int MOST_FAILED = 3;

    private final Transactions transactions;
    private final Pruning pruning;
    private final PrunedTasks prunedTasks;
    private final Map<Pruning.Group, Pruning.Place> places = new ConcurrentHashMap<>();
    /** Whose turn it was when a call had done enough. */
    private volatile Pruning.Group last;

    Sweeping(Transactions transactions, Pruning pruning, PrunedTasks prunedTasks) {
        this.transactions = transactions;
        this.pruning = pruning;
        this.prunedTasks = prunedTasks;
    }

    /** What cannot be deleted keeps no other group from its turn; what others are at is left to the next sweep. */
    int prune(Retention retention, int max) {
        List<Pruning.Group> groups =
                transactions.work("look for old tasks", connection -> pruning.groups(connection, retention));
        Collections.rotate(groups, -1 - groups.indexOf(last));
        places.keySet().retainAll(groups);
        Deque<Pruning.Group> turns = new ArrayDeque<>(groups);
        Map<String, Boolean> flows = new HashMap<>();
        int pruned = 0;
        int failed = 0;
        TaskStoreException failure = null;
        last = null;
        while (!turns.isEmpty() && pruned < max) {
            Pruning.Group group = turns.remove();
            try {
                Pruning.Page page = prune(group, Math.min(PAGE, max - pruned), flows);
                pruned += page.deleted();
                if (page.end() != null) {
                    turns.add(group);
                }
                last = turns.isEmpty() ? null : group;
            } catch (TaskStoreException e) {
                if (Reach.wasCut(e) || ++failed == MOST_FAILED) {
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

    private Pruning.Page prune(Pruning.Group group, int most, Map<String, Boolean> flows) {
        Pruning.Page page = transactions.work(
                "prune " + group, connection -> pruning.prune(connection, group, places.get(group), most, flows));
        if (page.end() == null) {
            places.remove(group);
        } else {
            places.put(group, page.end());
        }
        return page;
    }
}
