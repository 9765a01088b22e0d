package ee.tasks.engine.worker.simulation;

import java.util.random.RandomGenerator;

/** How often what goes wrong, as the seed has it; nothing any more once it is calm. */
final class Faults {

    enum Fate {
        NONE,
        /** The call does not reach the store. */
        REFUSED,
        /** Another transaction is in the way. */
        RACE,
        /** The store acts, and its answer does not arrive. */
        UNANSWERED,
        /** The call fails, and the store acts some time after. */
        LATE,
        CRASH_BEFORE,
        CRASH_AFTER
    }

    private static final Fate[] FATES = Fate.values();
    private static final double[] WILD = {0.02, 0.02, 0.025, 0.01, 0.003, 0.003};

    private final RandomGenerator random;
    private final long lease;
    private final double level;
    private boolean calm;

    Faults(RandomGenerator random, long lease) {
        this.random = random;
        this.lease = lease;
        int draw = random.nextInt(10);
        level = draw == 0 ? 0 : draw < 5 ? 0.4 : draw < 9 ? 1 : 4;
    }

    void calm() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    private boolean hits(double probability) {
        return !calm && random.nextDouble() < probability * level;
    }

    Fate fate() {
        if (calm) {
            return Fate.NONE;
        }
        double draw = random.nextDouble();
        for (int fault = 0; fault < WILD.length; fault++) {
            draw -= WILD[fault] * level;
            if (draw < 0) {
                return FATES[fault + 1];
            }
        }
        return Fate.NONE;
    }

    boolean freezes() {
        return hits(0.006);
    }

    boolean rejects() {
        return hits(0.03);
    }

    long freeze() {
        return lease / 4 + random.nextLong(2 * lease);
    }

    long delay() {
        if (!hits(0.12)) {
            return 0;
        }
        int draw = random.nextInt(20);
        return random.nextLong(draw < 12 ? 50_000_000 : draw < 17 ? lease / 3 : 2 * lease);
    }

    /** How long something takes to get going. */
    long latency() {
        return hits(0.2) ? random.nextLong(lease / 20) : 0;
    }
}
