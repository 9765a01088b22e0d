package ee.tasks.engine.worker.simulation;

import ee.tasks.engine.worker.SteppedWorker;
import ee.tasks.engine.worker.Ticker;
import ee.tasks.engine.worker.WorkerEvents;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One JVM with a worker in it, from its start until it crashes or has stopped. */
final class Machine {

    static final int MAX_MACHINES = 5;

    /** Which tasks each machine knows. */
    private static final List<Set<String>> TASKS =
            IntStream.range(0, MAX_MACHINES).mapToObj(Machine::tasks).toList();

    final Scenario scenario;
    final World world;
    final int number;
    private final int start;
    private final long clockOffset;
    private final SteppedWorker worker;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private int touches = 1;
    private int threadsBusy;
    private long frozenUntil;
    private long cutUntil;
    private boolean dead;
    private boolean stopping;
    private boolean stopped;

    Machine(Scenario scenario, int number, int start) {
        this.scenario = scenario;
        this.number = number;
        this.start = start;
        world = scenario.world;
        // Differences mean something, and nothing else: it may overflow while it is used.
        clockOffset = world.random.nextBoolean() ? world.random.nextLong() : Long.MAX_VALUE - scenario.lease;
        StoreCalls store = new StoreCalls(this);
        worker = new SteppedWorker(
                scenario.settings(toString(), TASKS.get(number), scenario.timetable.scheduling(number)),
                store,
                new Bodies(this, store),
                new WorkerEvents() {
                    @Override
                    public void attempted(TaskRecord task, Outcome outcome) {
                        check();
                        scenario.ledger.told(task, outcome);
                    }

                    @Override
                    public void lost(String id) {
                        check();
                    }
                },
                executor(),
                ticker(),
                new SplittableRandom(world.random.nextLong()));
        worker.loops().forEach(loop -> world.add(new LoopActor(this, loop)));
    }

    private static Set<String> tasks(int number) {
        return IntStream.range(0, 32)
                .filter(unknownOn -> (unknownOn >> number & 1) == 0)
                .mapToObj(unknownOn -> "task-" + unknownOn)
                .collect(Collectors.toSet());
    }

    /** From here on its code runs: nothing else raises a signal of its loops, or ends one. */
    void touch() {
        touches++;
    }

    void wake() {
        touch();
        worker.wake();
    }

    /** Ends whatever runs here, for ever. */
    void check() {
        if (dead) {
            throw new Crashed();
        }
    }

    boolean isUp() {
        return !dead;
    }

    boolean isWorking() {
        return !dead && !stopping;
    }

    boolean isStopping() {
        return stopping;
    }

    boolean hasEnded() {
        return dead || stopped;
    }

    long nanos() {
        return clockOffset + world.now();
    }

    void freeze(long nanos) {
        frozenUntil = Math.max(frozenUntil, world.now() + nanos);
        world.say("%s freezes for %.3f s", this, nanos / 1e9);
    }

    long frozenUntil() {
        return frozenUntil;
    }

    boolean isFrozen() {
        return frozenUntil > world.now();
    }

    /** It runs, and is not just getting up. */
    boolean isAwake() {
        return !dead && frozenUntil < world.now();
    }

    void cut(long nanos) {
        cutUntil = world.now() + nanos;
        world.say("%s is cut off from the store for %.3f s", this, nanos / 1e9);
    }

    boolean isCut() {
        return cutUntil > world.now() && !scenario.faults.isCalm();
    }

    void crash() {
        if (!dead) {
            dead = true;
            world.say("%s crashes", this);
            world.removeActors(this);
            scenario.ledger.crashed(this);
            scenario.restart(this);
        }
    }

    void stop() {
        stopping = true;
        world.say("stop");
        worker.stop();
        stopped = true;
        world.say("stopped");
        scenario.ledger.stopped(this);
        scenario.restart(this);
    }

    private Ticker ticker() {
        return new Ticker() {
            @Override
            public long nanos() {
                return Machine.this.nanos();
            }

            @Override
            public void park(long nanos) {
                world.park(Machine.this, nanos);
            }
        };
    }

    private Executor executor() {
        return task -> {
            check();
            if (scenario.faults.rejects()) {
                throw new NoThread();
            }
            queue.add(task);
            world.once(this, "task", scenario.faults.latency(), this::turn);
        };
    }

    private void turn() {
        if (threadsBusy == scenario.threads) {
            return;
        }
        threadsBusy++;
        try {
            for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                task.run();
            }
        } finally {
            threadsBusy--;
        }
    }

    @Override
    public String toString() {
        return "m" + number + (start == 0 ? "" : "." + start);
    }

    private static final class NoThread extends RejectedExecutionException {

        private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final class LoopActor extends Actor {

        private final SteppedWorker.Steps loop;
        private int seen;

        LoopActor(Machine machine, SteppedWorker.Steps loop) {
            super(machine, loop.name(), machine.world.now() + machine.scenario.faults.latency());
            this.loop = loop;
        }

        @Override
        long due(long now) {
            if (seen != machine.touches) {
                seen = machine.touches;
                look(now);
            }
            return at;
        }

        private void look(long now) {
            if (loop.isOver()) {
                at = NEVER;
            } else if (loop.isWoken()) {
                at = Math.min(at, now);
            }
        }

        @Override
        void step() {
            long wait = loop.take();
            at = machine.world.now() + Math.max(0, wait);
        }
    }
}
