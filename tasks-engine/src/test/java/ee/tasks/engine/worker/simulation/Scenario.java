package ee.tasks.engine.worker.simulation;

import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.engine.worker.Housekeeping;
import ee.tasks.engine.worker.Scheduling;
import ee.tasks.engine.worker.WorkerSettings;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.tck.ContractContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All that one seed decides, from the beginning to the end. */
final class Scenario {

    private static final Instant BEGINNING = Instant.parse("2031-03-30T00:59:59Z");
    private static final int MAX_STEPS = 60_000;
    private static final int STORMY_LEASES = 6;
    private static final int CALM_LEASES = 400;

    /** Nothing is pruned, and nothing is unreadable for that long. */
    private static final Housekeeping HOUSEKEEPING =
            new Housekeeping(new Retention(Map.of(), Map.of()), Duration.ofMinutes(10), Duration.ofHours(1));

    final World world;
    final long lease;
    final int threads;
    final boolean interrupts;
    final Faults faults;
    final Ledger ledger;
    final Timetable timetable;
    private final RandomGenerator random;
    private final int concurrency;
    private final Duration poll;
    private final Duration heartbeat;
    private final Duration rescue;
    private final int maxLosses;
    private final Duration linger;
    private final Duration shutdownTimeout;
    private final Machine[] machines;
    private final int[] starts;
    private long storeAwayUntil;

    Scenario(long seed, Trace trace) {
        random = new SplittableRandom(seed);
        world = new World(random, trace);
        lease = Duration.ofSeconds(10 + random.nextInt(50)).toNanos();
        concurrency = 1 + random.nextInt(3);
        threads = 1 + random.nextInt(4);
        interrupts = random.nextInt(8) > 0;
        poll = Duration.ofNanos(lease / 20 + random.nextLong(lease / 3));
        heartbeat = Duration.ofNanos(lease / (3 + random.nextInt(4)));
        rescue = Duration.ofNanos(lease / (3 + random.nextInt(8)));
        maxLosses = random.nextInt(4);
        linger = Duration.ofMillis(random.nextInt(3) * 20L);
        shutdownTimeout = Duration.ofSeconds(1 + random.nextInt(40));
        faults = new Faults(random, lease);
        MemoryTaskStore store = new MemoryTaskStore(clock());
        store.start(ContractContext.ofStore("default", Map.of()));
        ledger = new Ledger(world, store, clock(), maxLosses, concurrency, random, lease);
        timetable = new Timetable(seed, world, ledger, lease);
        machines = new Machine[2 + random.nextInt(Machine.MAX_MACHINES - 1)];
        starts = new int[machines.length];
        world.say(
                "seed %s: %s machines, %s threads each, %s",
                seed, machines.length, threads, settings("m", Set.of(), null));
    }

    WorkerSettings settings(String name, Set<String> tasks, Scheduling scheduling) {
        return new WorkerSettings(
                "default",
                name,
                concurrency,
                QueueSelection.ALL,
                tasks,
                poll,
                Duration.ofNanos(lease),
                heartbeat,
                rescue,
                maxLosses,
                linger,
                shutdownTimeout,
                HOUSEKEEPING,
                scheduling,
                ledger.gates(),
                null);
    }

    /** @return what was violated, {@code null} if nothing was */
    Violation run() {
        try {
            for (int number = 0; number < machines.length; number++) {
                machines[number] = new Machine(this, number, starts[number]++);
            }
            Outside outside = new Outside(this, random);
            world.add(outside);
            long calmAt = STORMY_LEASES * lease;
            while (world.now() < calmAt) {
                step(calmAt);
            }
            calm();
            long end = world.now() + CALM_LEASES * lease;
            while (outside.isBusy() || !timetable.isFinished() || !ledger.isAllFinished()) {
                step(end);
                if (world.now() >= end) {
                    world.violated("not everything is finished " + CALM_LEASES + " leases after the last fault");
                }
            }
            rest();
        } catch (Violation e) {
            return e;
        }
        return world.violation();
    }

    private void step(long until) {
        world.step(until);
        if (world.violation() != null) {
            throw world.violation();
        }
        if (world.steps() > MAX_STEPS) {
            world.violated("no end after " + MAX_STEPS + " steps");
        }
    }

    private void calm() {
        faults.calm();
        timetable.calm();
        storeAwayUntil = world.now();
        world.say("from now on nothing goes wrong");
    }

    private void rest() {
        long until = world.now() + lease;
        while (world.now() < until) {
            step(until);
        }
        ledger.atRest();
    }

    boolean isStoreAway() {
        return world.now() < storeAwayUntil;
    }

    void storeAway(long nanos) {
        storeAwayUntil = world.now() + nanos;
        world.say("the store is away for %.3f s", nanos / 1e9);
    }

    /** Some time after. */
    void restart(Machine gone) {
        long in = random.nextLong(faults.isCalm() ? lease / 10 : lease);
        world.once(
                null,
                "restart",
                in,
                () -> machines[gone.number] = new Machine(this, gone.number, starts[gone.number]++));
    }

    /** Those that are up and do not stop. */
    List<Machine> working() {
        List<Machine> working = new ArrayList<>();
        for (Machine machine : machines) {
            if (machine.isWorking()) {
                working.add(machine);
            }
        }
        return working;
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return BEGINNING.plusNanos(world.now());
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("a store asks for instants only");
            }
        };
    }
}
