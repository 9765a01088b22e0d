package ee.tasks.engine.worker.simulation;

import java.util.List;

/** The one thread of a simulation, or of many, one after the other. An interrupt of it is meant for a task. */
final class SimulationThread extends Thread {

    private static final long STACK = 64L << 20;

    private final long[] seeds;
    private final boolean traced;
    private Scenario scenario;
    private Trace trace;
    private Violation violation;
    private long seed;

    /** Stops at the first seed that violates something. */
    SimulationThread(long[] seeds, boolean traced) {
        super(null, null, "simulation", STACK);
        this.seeds = seeds;
        this.traced = traced;
    }

    static SimulationThread traced(long seed) throws InterruptedException {
        SimulationThread thread = new SimulationThread(new long[] {seed}, true);
        thread.start();
        thread.join();
        return thread;
    }

    @Override
    public void interrupt() {
        scenario.ledger.interrupted();
    }

    /** Where a task is that is too late is of no interest, and a deep stack dear to write down. */
    @Override
    public StackTraceElement[] getStackTrace() {
        return new StackTraceElement[0];
    }

    @Override
    public void run() {
        for (int next = 0; next < seeds.length && violation == null; next++) {
            seed = seeds[next];
            trace = new Trace(traced);
            scenario = new Scenario(seed, trace);
            violation = scenario.run();
        }
    }

    /** The last one. */
    long seed() {
        return seed;
    }

    Violation violation() {
        return violation;
    }

    List<String> trace() {
        return trace.lines();
    }
}
