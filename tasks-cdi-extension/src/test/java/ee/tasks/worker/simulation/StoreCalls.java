package ee.tasks.worker.simulation;

import ee.tasks.spi.Claim;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskStoreException;
import ee.tasks.worker.simulation.Faults.Fate;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.function.Supplier;

/** One machine's way to the store. Every call may take its time, before the store acts and after, fail, or be the last. */
final class StoreCalls implements InvocationHandler {

    private final Machine machine;
    private final World world;
    private final Ledger ledger;
    private Transaction entered;

    StoreCalls(Machine machine) {
        this.machine = machine;
        world = machine.world;
        ledger = machine.scenario.ledger;
    }

    /** The next call is made in it. */
    void enter(Transaction transaction) {
        entered = transaction;
    }

    void commit(Transaction transaction) {
        call(
                "commit",
                () -> {
                    ledger.commit(transaction);
                    return null;
                },
                transaction::sent);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        if (method.getName().equals("joinsTransaction")) {
            return true;
        }
        if (method.getName().equals("toleratesInterrupts")) {
            return machine.scenario.interrupts;
        }
        if (method.getName().equals("isLostRace")) {
            return TaskStoreException.isLostRace((Throwable) arguments[0]);
        }
        if (!method.getName().equals("complete")) {
            return call(method.getName(), () -> act(method, arguments), () -> {});
        }
        Transaction transaction = entered;
        entered = null;
        Collection<?> completions = (Collection<?>) arguments[0];
        try {
            // What a transaction has not committed is never late.
            return call(
                    "complete", () -> complete(method, arguments, transaction), transaction == null ? () -> {} : null);
        } catch (TaskStoreException | IllegalArgumentException e) {
            ledger.refused(completions);
            throw e;
        }
    }

    private Object complete(Method method, Object[] arguments, Transaction transaction) {
        Collection<?> completions = (Collection<?>) arguments[0];
        refuseRows(completions);
        if (transaction == null) {
            return act(method, arguments);
        }
        Completion end = (Completion) completions.iterator().next();
        requireUnlocked(method, arguments);
        return ledger.join(transaction, end);
    }

    private Object act(Method method, Object[] arguments) {
        requireUnlocked(method, arguments);
        return ledger.act(machine, method, arguments);
    }

    private void requireUnlocked(Method method, Object[] arguments) {
        if (ledger.isLocked(method.getName(), arguments)) {
            world.say("%s finds a row locked", method.getName());
            throw failure(true);
        }
    }

    /** @param onLate told when the store will act later than the call fails; {@code null} if it never does */
    private Object call(String what, Supplier<Object> act, Runnable onLate) {
        machine.check();
        Faults faults = machine.scenario.faults;
        Fate fate = faults.fate();
        pass(faults);
        if (fate == Fate.CRASH_BEFORE) {
            crash("before", what);
        }
        if (fate == Fate.REFUSED || machine.isCut() || machine.scenario.isStoreAway()) {
            world.say("%s is refused", what);
            throw failure(false);
        }
        if (fate == Fate.RACE) {
            world.say("%s loses a race", what);
            throw failure(true);
        }
        if (fate == Fate.LATE && onLate != null) {
            world.say("%s fails, and the store is late", what);
            onLate.run();
            world.once(null, "late " + what, faults.freeze() / 2, () -> late(act));
            throw failure(false);
        }
        Object answer = act.get();
        pass(faults);
        if (fate == Fate.CRASH_AFTER) {
            crash("after", what);
        }
        if (fate == Fate.UNANSWERED) {
            world.say("%s is not answered", what);
            throw failure(false);
        }
        return answer;
    }

    private void pass(Faults faults) {
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

    private static void late(Supplier<Object> act) {
        try {
            act.get();
        } catch (TaskStoreException | IllegalArgumentException e) {
            // Refused, and nobody hears of it.
        }
    }

    private void refuseRows(Collection<?> completions) {
        for (Object each : completions) {
            Completion completion = (Completion) each;
            Claim claim = completion.claim();
            Script.Kind kind = ledger.script(claim.id()).kind();
            boolean succeeded = completion.outcome() instanceof Outcome.Succeeded;
            if (kind == Script.Kind.POISON || (kind == Script.Kind.REFUSED && succeeded)) {
                world.say("complete is refused for %s", claim.id());
                throw new IllegalArgumentException("value refused");
            }
        }
    }

    private static TaskStoreException failure(boolean lostRace) {
        return new TaskStoreException(lostRace ? "deadlock" : "connection lost", null, lostRace) {
            private static final long serialVersionUID = 1L;

            @Override
            public Throwable fillInStackTrace() {
                return this;
            }
        };
    }
}
