package ee.tasks.jpa;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.Gate;
import ee.tasks.spi.RecentStarts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A gate whose row this transaction has locked, and what stands in it. Lets in, and notes what is to be written. */
final class OpenGate {

    /** How long a gate is kept that nobody uses, beside its period. */
    static final Duration KEPT = Duration.ofHours(1);

    private final String id;
    private Capacity capacity;
    private RecentStarts recent;
    private Instant keptUntil;
    private long taken;
    private long letIn;
    private boolean hasHeld;
    private boolean changed;

    OpenGate(String id, Capacity capacity, RecentStarts recent, Instant keptUntil) {
        this.id = id;
        this.capacity = capacity;
        this.recent = recent;
        this.keptUntil = keptUntil;
    }

    /**
     * @param taken the weight of what is inside
     * @param letIn the weight of what was let in, and is not claimed, by this transaction neither
     * @param hasHeld whether any task is held in it
     */
    void load(long taken, long letIn, boolean hasHeld) {
        this.taken = taken;
        this.letIn = letIn;
        this.hasHeld = hasHeld;
    }

    String id() {
        return id;
    }

    Capacity capacity() {
        return capacity;
    }

    RecentStarts recent() {
        return recent;
    }

    Instant keptUntil() {
        return keptUntil;
    }

    boolean hasHeld() {
        return hasHeld;
    }

    boolean isChanged() {
        return changed;
    }

    /** The definition of the node that claims counts. */
    void define(Capacity defined) {
        if (!capacity.equals(defined)) {
            capacity = defined;
            changed = true;
        }
    }

    /** How much weight it lets in now; what was let in before counts for nothing. */
    long room(Instant now) {
        long running = capacity.concurrent() == 0 ? Long.MAX_VALUE : capacity.concurrent() - taken;
        return Math.max(0, Math.min(running, recent.room(capacity, now)));
    }

    /** How much weight a capacity lets in together at the most. */
    static int most(Capacity capacity) {
        int concurrent = capacity.concurrent() == 0 ? Integer.MAX_VALUE : capacity.concurrent();
        return capacity.starts() == 0 ? concurrent : Math.min(concurrent, capacity.starts());
    }

    /** In which time weight may start; empty if the rate is not what keeps it out. */
    Optional<Duration> roomAgain(int weight, Instant now) {
        if (capacity.starts() == 0 || recent.room(capacity, now) >= weight) {
            return Optional.empty();
        }
        Duration wait = Duration.between(now, recent.roomAt(capacity, weight));
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    }

    /** Whether a claimed task may enter. A newcomer overtakes neither held tasks nor those that were let in. */
    boolean admits(Gate gate, boolean wasLetIn, Instant now) {
        long room = room(now);
        return wasLetIn ? room >= gate.weight() : !hasHeld && room - letIn >= gate.weight();
    }

    void enter(Gate gate, Instant now) {
        taken += gate.weight();
        if (capacity.starts() > 0) {
            recent = recent.plus(capacity, now, gate.weight());
            changed = true;
        }
        Duration kept = capacity.period() == null ? KEPT : KEPT.plus(capacity.period());
        if (keptUntil.isBefore(now.plus(kept).minus(KEPT.dividedBy(2)))) {
            keptUntil = now.plus(kept);
            changed = true;
        }
    }

    void hold() {
        hasHeld = true;
    }
}
