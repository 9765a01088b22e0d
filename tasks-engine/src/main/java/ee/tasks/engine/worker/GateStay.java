package ee.tasks.engine.worker;

/**
 * What a run takes of its gates, and until when. It gives that back by its completion. If nothing will be written any more that does so, or
 * what was written says that its call had not returned, it is to be given back once the call has returned. Of the two the later one says so.
 */
final class GateStay {

    private final Node node;
    private final boolean limited;
    private boolean inside;
    private boolean settled;
    private boolean over;
    private boolean cutShort;

    /** @param limited whether it takes of gates at all */
    GateStay(Node node, boolean limited) {
        this.node = node;
        this.limited = limited;
    }

    boolean isLimited() {
        return limited;
    }

    /** @return {@code false} if its call must not be made: what it takes was given back */
    synchronized boolean enter() {
        inside = !settled;
        if (limited && inside) {
            node.entered();
        }
        return inside;
    }

    /** Its call has returned, or its stage has ended. */
    synchronized void leave() {
        if (limited && inside) {
            node.returned();
        }
        inside = false;
    }

    /**
     * No completion will give back what it takes.
     *
     * @return whether it takes something, and this is said for the first time
     */
    synchronized boolean settle() {
        boolean first = limited && !settled;
        settled = true;
        return first;
    }

    /** @return whether what it takes is to be given back now; once */
    synchronized boolean isOver() {
        boolean first = limited && settled && !inside && !over;
        over |= first;
        return first;
    }

    /** @return whether it is to be interrupted, since its node's lease is about to end; once */
    synchronized boolean cutShort() {
        boolean first = limited && !cutShort;
        cutShort = limited;
        return first;
    }

    synchronized boolean isCutShort() {
        return cutShort;
    }
}
