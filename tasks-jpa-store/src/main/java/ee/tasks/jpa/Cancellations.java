package ee.tasks.jpa;

import ee.tasks.spi.Settled;
import ee.tasks.spi.TaskStoreException;

/**
 * Cancels in the caller's transaction or, if there is none, in transactions of its own. In the latter case it also settles a page of
 * {@value #PAGE} followers at once, so that the caller sees them cancelled.
 */
final class Cancellations {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private static final int PAGE = 500;

    private final StoreTransactions transactions;
    private final Cancelling cancelling;
    private final Settling settling;

    Cancellations(StoreTransactions transactions, Cancelling cancelling, Settling settling) {
        this.transactions = transactions;
        this.cancelling = cancelling;
        this.settling = settling;
    }

    boolean cancel(String id) {
        boolean own = !transactions.isActive();
        boolean reached = transactions.callAgain("cancel a task", connection -> cancelling.cancel(connection, id));
        if (own && reached) {
            settleNow();
        }
        return reached;
    }

    /** In pages, a transaction each, so that completions and claims do not wait for a large flow. */
    long cancelFlow(String flow) {
        if (transactions.isActive()) {
            return transactions.call("cancel a flow", connection -> cancelling.cancelFlow(connection, flow, PAGE));
        }
        long reached = 0;
        Cancelling.CancelledPage page = null;
        do {
            String from = page == null ? null : page.walkedTo();
            page = transactions.callAgain(
                    "cancel a flow", connection -> cancelling.page(connection, flow, from, PAGE, false));
            reached += page.reached();
        } while (page.more());
        if (reached > 0) {
            settleNow();
        }
        return reached;
    }

    Settled settle(int page) {
        return transactions.work("release waiting tasks", connection -> settling.settle(connection, page));
    }

    /** Settles one page. The workers do the rest, and all of it if this fails. */
    private void settleNow() {
        try {
            settle(PAGE);
        } catch (TaskStoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "what was cancelled is settled by a worker", e);
        }
    }
}
