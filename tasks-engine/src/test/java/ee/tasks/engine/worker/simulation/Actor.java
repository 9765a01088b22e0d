package ee.tasks.engine.worker.simulation;

/** Something that takes steps, each at its time: a loop of a worker, a turn on an executor, whoever is outside. */
abstract class Actor {

    static final long NEVER = Long.MAX_VALUE / 2;

    final Machine machine;
    final String name;
    /** Its step is on the stack: it waits for the store, or for its task. */
    boolean busy;

    long at;

    /** @param machine where it lives, and with which it dies; {@code null} for outside */
    Actor(Machine machine, String name, long at) {
        this.machine = machine;
        this.name = name;
        this.at = at;
    }

    /** When its next step is due. */
    long due(long now) {
        return at;
    }

    /** Takes the step, and says with {@link #at} when the next is due. */
    abstract void step();

    final long readyAt(long now) {
        if (busy) {
            return NEVER;
        }
        long due = due(now);
        return machine == null ? due : Math.max(due, machine.frozenUntil());
    }

    /** One step, and no other. */
    static Actor once(Machine machine, String name, long at, Runnable step) {
        return new Actor(machine, name, at) {
            @Override
            void step() {
                at = NEVER;
                step.run();
            }
        };
    }
}
