package ee.tasks.engine.worker;

/**
 * An identity under which a worker claims. Alive from before its last successful renewal was sent, for a lease's length;
 * once lapsed, for ever.
 */
final class Node {

    private final String id;
    private int inHand;
    private int inside;
    private long aliveUntil;
    private boolean lapsed;
    private boolean answerDue;
    private volatile boolean tainted;

    Node(String id, long joinSentAt, long lease) {
        this.id = id;
        aliveUntil = joinSentAt + lease;
    }

    String id() {
        return id;
    }

    /** A renewal is about to be sent. */
    synchronized void renewing() {
        answerDue = true;
    }

    /** Whether a renewal was sent since the last one that the store confirmed. */
    synchronized boolean isAnswerDue() {
        return answerDue;
    }

    /** An answer that comes when the lease is over revives nothing: others have seen it dead. */
    synchronized void renewed(long sentAt, long lease, long now) {
        if (isAlive(now)) {
            aliveUntil = Math.max(aliveUntil - sentAt, lease) + sentAt;
            answerDue = false;
        }
    }

    synchronized boolean isAlive(long now) {
        return !lapsed && now - aliveUntil < 0;
    }

    synchronized boolean isLapsed() {
        return lapsed;
    }

    synchronized long left(long now) {
        return aliveUntil - now;
    }

    /** @return whether it was alive until now */
    synchronized boolean lapse() {
        boolean first = !lapsed;
        lapsed = true;
        return first;
    }

    /** It may hold tasks that the worker does not know of: a claim was not answered. */
    void taint() {
        tainted = true;
    }

    boolean isTainted() {
        return tainted;
    }

    /** A task, or the turn to ask for some: what a claim in flight brings is in hand already. */
    synchronized void took() {
        inHand++;
    }

    synchronized void gave() {
        inHand--;
    }

    /** A call begins that takes of gates. */
    synchronized void entered() {
        inside++;
    }

    synchronized void returned() {
        inside--;
    }

    /** Whether such calls go on. */
    synchronized boolean isInside() {
        return inside > 0;
    }

    /** @return whether nothing is in hand, and so never will be */
    synchronized boolean lapseIfEmptyHanded() {
        if (inHand == 0) {
            lapsed = true;
        }
        return inHand == 0;
    }
}
