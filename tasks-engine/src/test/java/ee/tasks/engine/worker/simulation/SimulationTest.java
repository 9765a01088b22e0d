package ee.tasks.engine.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final Logger LOG = Logger.getLogger("ee.tasks.worker");
    private static final int SHOWN = 300;

    private Level level;

    @BeforeEach
    void silence() {
        level = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        LOG.setLevel(level);
    }

    @Test
    @Tag("faults")
    void whateverFailsTheInvariantsHold() throws InterruptedException {
        Long only = Long.getLong("simulation.seed");
        if (only != null) {
            SimulationThread replay = SimulationThread.traced(only);
            replay.trace().forEach(System.out::println);
            assertThat(replay.violation()).as("seed %s", only).isNull();
            return;
        }
        List<SimulationThread> threads = start(Long.getLong("simulation.seeds", 1_000));
        for (SimulationThread thread : threads) {
            thread.join();
        }
        threads.stream()
                .filter(thread -> thread.violation() != null)
                .min(Comparator.comparing(SimulationThread::seed))
                .ifPresent(this::fail);
    }

    /** Each seed is a simulation of its own: threads share nothing but the work. */
    private static List<SimulationThread> start(long seeds) {
        int parts = Runtime.getRuntime().availableProcessors();
        List<SimulationThread> threads = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            long first = part + 1;
            threads.add(new SimulationThread(
                    LongStream.rangeClosed(1, seeds)
                            .filter(seed -> seed % parts == first % parts)
                            .toArray(),
                    false));
        }
        threads.forEach(Thread::start);
        return threads;
    }

    private void fail(SimulationThread failed) {
        List<String> trace;
        try {
            trace = SimulationThread.traced(failed.seed()).trace();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError(
                "seed %s: %s%nThe last steps; all with -Dsimulation.seed=%s:%n%s"
                        .formatted(
                                failed.seed(),
                                failed.violation().getMessage(),
                                failed.seed(),
                                String.join("\n", trace.subList(Math.max(0, trace.size() - SHOWN), trace.size()))),
                failed.violation());
    }

    @Test
    void aSeedReplaysExactly() throws InterruptedException {
        for (long seed = 1; seed <= 100; seed++) {
            assertThat(SimulationThread.traced(seed).trace())
                    .isEqualTo(SimulationThread.traced(seed).trace());
        }
    }

    @Test
    void everyFaultAndItsConsequencesComeUp() throws InterruptedException {
        Set<String> missing = new TreeSet<>(List.of(
                "m1 crashes",
                "m1 freezes",
                "m1 is cut off",
                "the store is away",
                "renew is refused",
                "claim is not answered",
                "complete is not answered",
                "commit is not answered",
                "commit fails, and the store is late",
                "is killed before the store acts: complete",
                "is killed after the store acts: commit",
                "is killed after the store acts: claim",
                "release loses a race",
                "rescue finds a row locked",
                "it was given up",
                "started: false",
                "Succeeded: lost",
                "in its transaction: lost",
                "rollback of",
                "is rescued: READY",
                "is rescued: FAILED",
                "is interrupted",
                "is refused for",
                "unreadable on",
                "has a @Task named",
                "take s1: true",
                "take s1: false",
                "take loses a race",
                "take is not answered",
                "is killed after the store acts: take",
                "is paused",
                "is resumed",
                "is set back",
                "comes again",
                "are let in",
                "expires",
                "is killed after the store acts: expire",
                "is inside after its completion",
                "is vacated",
                "is lost, and keeps its slot",
                "is killed before the store acts: letIn",
                "vacate is refused",
                "stopped"));
        for (long seed = 1; seed <= 5_000 && !missing.isEmpty(); seed++) {
            for (String line : SimulationThread.traced(seed).trace()) {
                missing.removeIf(line::contains);
            }
        }
        assertThat(missing).isEmpty();
    }
}
