package ee.tasks.engine.worker.simulation;

/** What code sees whose machine is no more, at whatever it tries. */
final class Crashed extends Error {

    private static final long serialVersionUID = 1L;

    Crashed() {
        super("this machine has crashed", null, false, false);
    }
}
