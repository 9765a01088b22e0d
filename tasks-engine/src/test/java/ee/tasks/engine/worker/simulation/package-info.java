/**
 * The simulation: some machines with the real worker on them, one store, one thread, and faults that a seed decides.
 * Read {@link ee.tasks.engine.worker.simulation.World} first; for {@link ee.tasks.engine.worker.simulation.SimulationTest} alone.
 */
package ee.tasks.engine.worker.simulation;
