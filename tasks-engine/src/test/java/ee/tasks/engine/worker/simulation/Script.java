package ee.tasks.engine.worker.simulation;

import java.util.random.RandomGenerator;

/**
 * What one task is and does.
 *
 * @param kind how its attempts end
 * @param nanos how long an attempt takes
 * @param timeoutNanos how long an attempt may take on its thread; 0 for no limit
 * @param failures how many attempts fail before one succeeds
 * @param retryNanos how long it waits between attempts
 * @param rerunIfLost whether it is run again after its worker was lost
 * @param isStubborn whether it goes on when interrupted
 * @param asks whether it asks now and then if it is to stop
 * @param unreadableOn the machines that cannot read its arguments, a bit each; never the first
 * @param unknownOn the machines that do not know it, a bit each; never the first
 * @param gates the gates that it has to pass, a bit each
 */
record Script(
        Kind kind,
        long nanos,
        long timeoutNanos,
        int failures,
        long retryNanos,
        boolean rerunIfLost,
        boolean isStubborn,
        boolean asks,
        int unreadableOn,
        int unknownOn,
        int gates) {

    enum Kind {
        PLAIN,
        FAILING,
        RETRYING,
        /** Holds no thread while it goes on. */
        STAGE,
        /** Does something in the transaction that has its end, too. */
        ATOMIC,
        RETRYING_STAGE,
        /** Takes its machine with it. */
        KILLER,
        /** Breaks the runner. */
        BREAKING,
        /** The store does not take its result. */
        REFUSED,
        /** The store takes no end of it. */
        POISON
    }

    static Script random(RandomGenerator random, long lease) {
        Kind kind = kind(random.nextInt(100));
        boolean once = kind != Kind.RETRYING && kind != Kind.RETRYING_STAGE && random.nextInt(4) == 0;
        return new Script(
                kind,
                nanos(random, lease),
                random.nextInt(4) == 0 ? 1 + random.nextLong(lease / 2) : 0,
                1 + random.nextInt(3),
                random.nextLong(lease / 2),
                !once,
                random.nextInt(5) == 0,
                random.nextInt(3) == 0,
                random.nextInt(8) == 0 ? random.nextInt(16) << 1 : 0,
                random.nextInt(8) == 0 ? random.nextInt(16) << 1 : 0,
                random.nextInt(3) == 0 ? 0 : random.nextInt(1 << Gates.MAX_GATES));
    }

    private static Kind kind(int percent) {
        if (percent < 25) {
            return Kind.PLAIN;
        } else if (percent < 40) {
            return Kind.ATOMIC;
        } else if (percent < 60) {
            return Kind.STAGE;
        } else if (percent < 73) {
            return Kind.RETRYING;
        } else if (percent < 83) {
            return Kind.RETRYING_STAGE;
        } else if (percent < 91) {
            return Kind.FAILING;
        } else if (percent < 95) {
            return Kind.BREAKING;
        } else if (percent < 97) {
            return Kind.REFUSED;
        }
        return percent < 99 ? Kind.KILLER : Kind.POISON;
    }

    private static long nanos(RandomGenerator random, long lease) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> random.nextLong(1_000_000);
            case 3, 4, 5 -> random.nextLong(lease / 3);
            case 6 -> random.nextLong(lease);
            default -> random.nextLong(3 * lease);
        };
    }

    boolean isStage() {
        return kind == Kind.STAGE || kind == Kind.RETRYING_STAGE;
    }

    boolean isRetrying() {
        return kind == Kind.RETRYING || kind == Kind.RETRYING_STAGE;
    }

    boolean isReadableOn(int machine) {
        return (unreadableOn >> machine & 1) == 0;
    }

    /** Tasks are known by name: one for each set of machines that do not know it. */
    String task() {
        return "task-" + unknownOn;
    }

    boolean mayEnd(boolean successful) {
        return switch (kind) {
            case FAILING, BREAKING, REFUSED, POISON -> !successful;
            case ATOMIC -> true;
            default -> successful;
        };
    }
}
