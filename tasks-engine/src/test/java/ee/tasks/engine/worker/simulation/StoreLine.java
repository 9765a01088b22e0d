package ee.tasks.engine.worker.simulation;

import ee.tasks.engine.worker.simulation.Faults.Fate;
import ee.tasks.spi.TaskStoreException;
import java.util.function.Supplier;

/** One machine's line to the store. Every call may take its time, before the store acts and after, fail, or be the last. */
final class StoreLine {

    private static final Runnable NOTHING = () -> {};

    private final Machine machine;
    private final World world;
    private final Faults faults;

    StoreLine(Machine machine) {
        this.machine = machine;
        world = machine.world;
        faults = machine.scenario.faults;
    }

    <T> T call(String what, Supplier<T> act) {
        return send(what, act, NOTHING);
    }

    void call(String what, Runnable act, Runnable onLate) {
        Supplier<Void> acting = () -> {
            act.run();
            return null;
        };
        send(what, acting, onLate);
    }

    /** It is part of a transaction: what that has not committed is never late. */
    <T> T callInTransaction(String what, Supplier<T> act) {
        return send(what, act, null);
    }

    /** @param onLate told when the store will act later than the call fails; {@code null} if it never does */
    private <T> T send(String what, Supplier<T> act, Runnable onLate) {
        machine.check();
        Fate fate = faults.fate();
        pass();
        if (fate == Fate.CRASH_BEFORE) {
            crash("before", what);
        }
        if (fate == Fate.REFUSED || machine.isCut() || machine.scenario.isStoreAway()) {
            world.say("%s is refused", what);
            throw new Unanswered(false);
        }
        if (fate == Fate.RACE) {
            world.say("%s loses a race", what);
            throw new Unanswered(true);
        }
        if (fate == Fate.LATE && onLate != null) {
            world.say("%s fails, and the store is late", what);
            onLate.run();
            world.once(null, "late " + what, faults.freeze() / 2, () -> late(act));
            throw new Unanswered(false);
        }
        T answer = act.get();
        pass();
        if (fate == Fate.CRASH_AFTER) {
            crash("after", what);
        }
        if (fate == Fate.UNANSWERED) {
            world.say("%s is not answered", what);
            throw new Unanswered(false);
        }
        return answer;
    }

    /** Another transaction has a row that the call would write. */
    void refuseIf(boolean locked, String what) {
        if (locked) {
            world.say("%s finds a row locked", what);
            throw new Unanswered(true);
        }
    }

    private void pass() {
        if (faults.freezes()) {
            machine.freeze(faults.freeze());
        }
        long nanos = faults.delay();
        if (nanos > 0 || machine.isFrozen()) {
            world.pass(machine, nanos, () -> true);
        }
    }

    private void crash(String when, String what) {
        world.say("is killed %s the store acts: %s", when, what);
        machine.crash();
        machine.check();
    }

    private static void late(Supplier<?> act) {
        try {
            act.get();
        } catch (TaskStoreException | IllegalArgumentException e) {
            // Refused, and nobody hears of it.
        }
    }

    private static final class Unanswered extends TaskStoreException {

        private static final long serialVersionUID = 1L;

        Unanswered(boolean lostRace) {
            super(lostRace ? "deadlock" : "connection lost", null, lostRace);
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
