package ee.tasks.engine.worker.simulation;

/** An invariant does not hold. */
final class Violation extends Error {

    private static final long serialVersionUID = 1L;

    Violation(String rule) {
        super(rule);
    }
}
