package ee.tasks.jpa;

import ee.tasks.spi.Settled;
import ee.tasks.spi.TaskStoreException;

/** Cancels in the caller's transaction, or in transactions of its own; then whoever cancelled sees what that came to. */
final class Cancellations {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private static final int PAGE = 500;

    private final Transactions transactions;
    private final Cancelling cancelling;
    private final Settling settling;

    Cancellations(Transactions transactions, Cancelling cancelling, Settling settling) {
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

    /** No transaction of our own has more than a page, so that ends and claims do not wait for a large flow. */
    long cancelFlow(String flow) {
        if (transactions.isActive()) {
            return transactions.call("cancel a flow", connection -> cancelling.cancelFlow(connection, flow, PAGE));
        }
        long reached = 0;
        Cancelling.Page page = null;
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

    /** A page: the rest is the workers', and so is all of it if this fails. */
    private void settleNow() {
        try {
            settle(PAGE);
        } catch (TaskStoreException e) {
            LOG.log(System.Logger.Level.DEBUG, "what was cancelled is settled by a worker", e);
        }
    }
}
