package ee.tasks.engine.worker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Time, and who takes the next step. There is one thread: whoever waits inside a step (for the store, for a task to end) lets
 * the others take theirs on top of it, and goes on when its time has come and theirs are done.
 */
final class World {

    private static final int DEEPEST = 6;

    final RandomGenerator random;
    private final Trace trace;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Actor> candidates = new ArrayList<>();
    private Actor acting;
    private Violation violation;
    private long now;
    private int depth;
    private int steps;

    World(RandomGenerator random, Trace trace) {
        this.random = random;
        this.trace = trace;
    }

    /** Nanoseconds since the beginning. */
    long now() {
        return now;
    }

    int steps() {
        return steps;
    }

    void add(Actor actor) {
        actors.add(actor);
    }

    void once(Machine machine, String name, long in, Runnable step) {
        add(Actor.once(machine, name, now + in, step));
    }

    /** With a machine end its actors; what of it is on the stack ends when it next looks. */
    void removeActors(Machine machine) {
        actors.removeIf(actor -> actor.machine == machine);
    }

    boolean isOnStack(Machine machine) {
        for (Actor actor : actors) {
            if (actor.busy && actor.machine == machine) {
                return true;
            }
        }
        return false;
    }

    boolean isShallow() {
        return depth < DEEPEST;
    }

    /** Something is wrong: nobody takes another step. */
    void violated(String rule) {
        if (violation == null) {
            violation = new Violation(rule);
            say("VIOLATED: %s", rule);
        }
        throw violation;
    }

    Violation violation() {
        return violation;
    }

    void require(boolean holds, String rule, Object... facts) {
        if (!holds) {
            violated(rule.formatted(facts));
        }
    }

    /** Facts are spelled out only if somebody reads. */
    void say(String text, Object... facts) {
        if (trace.isOn()) {
            write(text, facts);
        }
    }

    private void write(String text, Object... facts) {
        String who = acting == null ? "" : acting.machine == null ? acting.name : acting.machine + " " + acting.name;
        trace.line(now, depth, who, text.formatted(facts));
    }

    /** Lets {@code nanos} pass for a machine that waits inside a step, longer if it is frozen, less if it need not wait on. */
    void pass(Machine machine, long nanos, BooleanSupplier waiting) {
        long until = now + nanos;
        if (isShallow()) {
            while (violation == null
                    && machine.isUp()
                    && now < Math.max(until, machine.frozenUntil())
                    && (waiting.getAsBoolean() || machine.isFrozen())) {
                step(Math.max(until, machine.frozenUntil()));
            }
        }
        goOn(machine);
    }

    /** Lets one step be taken, or {@code nanos} pass. */
    void park(Machine machine, long nanos) {
        do {
            step(Math.max(now + nanos, machine.frozenUntil()));
        } while (violation == null && machine.isUp() && machine.isFrozen());
        goOn(machine);
    }

    private void goOn(Machine machine) {
        if (violation != null) {
            throw violation;
        }
        machine.touch();
        machine.check();
    }

    /** Has the next step taken that is due by {@code until}; if there is none, it is {@code until} then. */
    void step(long until) {
        Actor next = next(until);
        if (next == null) {
            now = Math.max(now, until);
            return;
        }
        now = Math.max(now, next.readyAt(now));
        Actor before = acting;
        acting = next;
        next.busy = true;
        if (next.machine != null) {
            next.machine.touch();
        }
        depth++;
        steps++;
        try {
            next.step();
        } catch (Crashed e) {
            // It is gone, and nobody is left to be told.
        } finally {
            depth--;
            next.busy = false;
            acting = before;
        }
        if (next.at == Actor.NEVER) {
            actors.remove(next);
        }
    }

    private Actor next(long until) {
        long earliest = until;
        candidates.clear();
        for (Actor actor : actors) {
            long ready = Math.max(now, actor.readyAt(now));
            if (ready < earliest) {
                candidates.clear();
                earliest = ready;
            }
            if (ready == earliest) {
                candidates.add(actor);
            }
        }
        return candidates.isEmpty() ? null : candidates.get(random.nextInt(candidates.size()));
    }
}
