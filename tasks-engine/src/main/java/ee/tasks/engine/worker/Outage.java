package ee.tasks.engine.worker;

import ee.tasks.spi.StoreNotReachedException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Which of the store's activities fail at present. One line says so when the first fails, and one when none does any more. */
final class Outage {

    enum Activity {
        PROMOTE,
        CLAIM,
        COMPLETE,
        RENEW,
        RESCUE,
        SETTLE,
        SCHEDULE,
        LET_IN
    }

    private static final long TRACE_INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private final Ticker ticker;
    private final Set<Activity> failing = EnumSet.noneOf(Activity.class);
    private long since;
    private boolean said;
    private boolean traced;
    private long tracedAt;

    Outage(Ticker ticker) {
        this.ticker = ticker;
    }

    synchronized void failed(Activity activity, Throwable cause) {
        if (failing.isEmpty()) {
            since = ticker.nanos();
            said = !(cause instanceof StoreNotReachedException); // the store has said so itself
            if (said) {
                say(activity, cause);
            }
        }
        failing.add(activity);
    }

    /** With a trace once a minute at most, however often the store comes and goes. */
    private void say(Activity activity, Throwable cause) {
        if (traced && since - tracedAt < TRACE_INTERVAL) {
            WorkerMessage.STORE_AWAY.log(activity, cause);
        } else {
            traced = true;
            tracedAt = since;
            WorkerMessage.STORE_AWAY.log(cause, activity, cause);
        }
    }

    synchronized void worked(Activity activity) {
        if (failing.remove(activity) && failing.isEmpty() && said) {
            WorkerMessage.STORE_BACK.log(Duration.ofNanos(ticker.nanos() - since));
        }
    }

    synchronized boolean isOn() {
        return !failing.isEmpty();
    }
}
