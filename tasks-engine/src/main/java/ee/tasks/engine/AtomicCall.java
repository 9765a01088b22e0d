package ee.tasks.engine;

import ee.tasks.RetryLater;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import java.time.Duration;
import java.util.function.Function;

/**
 * Calls the method of an atomic task: it and its completion commit in one transaction or not at all. A failure is reported after the
 * rollback, so that it is written in another transaction.
 *
 * @param task its name
 * @param timeout of the transaction; {@code null} for the server's default
 */
record AtomicCall(String task, Duration timeout, int maxCalls, TaskControl control, Transactions transactions) {

    @FunctionalInterface
    interface MethodCall {

        Object call() throws Throwable;
    }

    /** How often the method is called while other transactions are in its way, before that is a failed attempt. */
    static final int MAX_CALLS = 5;

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    Outcome call(MethodCall method, Function<Object, Outcome> returned, Function<Throwable, Outcome> thrown) {
        for (int calls = 1; ; calls++) {
            try {
                return inTransaction(method, returned);
            } catch (Throwable failure) { // an Error of the task is its failure, too
                boolean again = calls < maxCalls && !(failure instanceof RetryLater) && control.isLostRace(failure);
                if (!again || control.isStopping()) {
                    return thrown.apply(failure);
                }
                CoreMessage.ATOMIC_AGAIN.log(LOG, task, calls, failure);
            }
        }
    }

    private Outcome inTransaction(MethodCall method, Function<Object, Outcome> returned) throws Throwable {
        transactions.begin(timeout);
        boolean over = false;
        try {
            Object own = transactions.current();
            Outcome outcome = returned.apply(method.call());
            if (!(outcome instanceof Outcome.Succeeded success)) {
                return outcome;
            }
            requireActive(own);
            if (control.joinTransaction(success) == TaskControl.Joined.CLAIM_LOST) {
                return new Outcome.Cancelled();
            }
            over = true;
            transactions.commit();
            return outcome;
        } finally {
            if (!over) {
                transactions.rollback();
            }
        }
    }

    /** Nothing may be written for a transaction that is over: it would be committed on its own. */
    private void requireActive(Object own) {
        switch (transactions.state()) {
            case ROLLBACK_ONLY -> throw new IllegalStateException(CoreMessage.ATOMIC_ROLLBACK_ONLY.text(task));
            case OVER -> throw new IllegalStateException(CoreMessage.ATOMIC_TOO_LATE.text(task, limit()));
            case NONE -> throw new IllegalStateException(CoreMessage.ATOMIC_ENDED.text(task));
            case ACTIVE -> {
                if (!own.equals(transactions.current())) {
                    throw new IllegalStateException(CoreMessage.ATOMIC_ENDED.text(task));
                }
            }
        }
    }

    private String limit() {
        return timeout == null ? "the server's default" : timeout.toString();
    }
}
