package ee.tasks.worker;

import ee.tasks.spi.StoreNotReachedException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What of the store's work fails at present. Says so once when the first begins to fail, and once when none does any more. */
final class Outage {

    enum Activity {
        CLAIM,
        COMPLETE,
        RENEW,
        RESCUE,
        SETTLE,
        SCHEDULE
    }

    private final Ticker ticker;
    private final Set<Activity> failing = EnumSet.noneOf(Activity.class);
    private long since;
    private boolean said;

    Outage(Ticker ticker) {
        this.ticker = ticker;
    }

    synchronized void began(Activity activity, Throwable cause) {
        if (failing.isEmpty()) {
            since = ticker.nanos();
            said = !(cause instanceof StoreNotReachedException); // the store has said so itself
            if (said) {
                WorkerMessage.STORE_AWAY.log(cause, activity, cause);
            }
        }
        failing.add(activity);
    }

    synchronized void ended(Activity activity) {
        if (failing.remove(activity) && failing.isEmpty() && said) {
            WorkerMessage.STORE_BACK.log(Duration.ofNanos(ticker.nanos() - since));
        }
    }

    synchronized boolean isOn() {
        return !failing.isEmpty();
    }
}
