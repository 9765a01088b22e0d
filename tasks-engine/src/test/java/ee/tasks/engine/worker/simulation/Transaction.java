package ee.tasks.engine.worker.simulation;

import ee.tasks.spi.Completion;

/** An atomic task's: what it did and its end, applied together or not at all. From its end on it locks the task's row. */
final class Transaction {

    private final Machine machine;
    private Completion completion;
    private boolean inFlight;

    Transaction(Machine machine) {
        this.machine = machine;
    }

    Machine machine() {
        return machine;
    }

    void join(Completion end) {
        completion = end;
    }

    Completion completion() {
        return completion;
    }

    /** The commit is on its way: whoever asked for it can do nothing about it any more. */
    void sent() {
        inFlight = true;
    }

    boolean isInFlight() {
        return inFlight;
    }
}
