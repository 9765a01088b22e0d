package ee.tasks.engine.worker.simulation;

import ee.tasks.engine.worker.SteppedWorker;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;

/** One attempt that runs, on its thread or as a stage, from its start until it returns. */
final class Body {

    private final Machine machine;
    private final TaskRecord task;
    private final TaskControl control;
    private final Ledger ledger;
    private boolean interrupted;

    Body(Machine machine, TaskRecord task, TaskControl control, Ledger ledger) {
        this.machine = machine;
        this.task = task;
        this.control = control;
        this.ledger = ledger;
    }

    Machine machine() {
        return machine;
    }

    String task() {
        return task.id();
    }

    int attempt() {
        return task.attempts();
    }

    String node() {
        return task.workerIds().get(task.workerIds().size() - 1);
    }

    TaskControl control() {
        return control;
    }

    /** The worker interrupts under the lock of the attempt that it means. */
    boolean isBeingInterrupted() {
        return Thread.holdsLock(control);
    }

    void interrupt() {
        interrupted = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /** Its worker goes by its lease, and has not told it to stop. */
    boolean isHeld() {
        return SteppedWorker.isHeld(control, machine.nanos());
    }

    boolean isDropped() {
        return SteppedWorker.isDropped(control);
    }

    /** Nobody waits for it, and its attempt has ended. */
    boolean isAbandoned() {
        return SteppedWorker.isAbandoned(control);
    }

    /** Since its node's lease was about to end. */
    boolean isCutShort() {
        return SteppedWorker.isCutShort(control);
    }

    void end() {
        ledger.ended(this);
    }
}
