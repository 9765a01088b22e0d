package ee.tasks.engine.worker;

import ee.tasks.spi.Claim;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.TaskStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** A worker without threads: whoever made it takes the steps of its loops, one by one. */
public final class SteppedWorker {

    private static final Thread NEVER = new Thread() {
        @Override
        public void start() {}
    };

    private final List<Steps> loops = new ArrayList<>();
    private final Worker worker;

    public SteppedWorker(
            WorkerSettings settings,
            TaskStore store,
            TaskRunner runner,
            WorkerEvents events,
            Executor tasks,
            Ticker ticker,
            RandomGenerator random) {
        worker = new Worker(settings, store, runner, events, tasks, this::taken, ticker, random);
        worker.start();
    }

    private Thread taken(Runnable running) {
        if (running instanceof Loop loop) {
            loops.add(new Steps(loop));
            return NEVER;
        }
        return new Thread(running) {
            @Override
            public void start() {
                running.run();
            }
        };
    }

    public List<Steps> loops() {
        return List.copyOf(loops);
    }

    public void wake() {
        worker.wake();
    }

    public void stop() {
        worker.stop();
    }

    public WorkerState state() {
        return worker.state();
    }

    public static Claim claim(TaskControl control) {
        return ((Run) control).claim();
    }

    /** The worker still takes the task for its own: not dropped, and its lease runs. */
    public static boolean isHeld(TaskControl control, long now) {
        return ((Run) control).isHeld(now);
    }

    public static boolean isDropped(TaskControl control) {
        return ((Run) control).isDropped();
    }

    public static boolean isAbandoned(TaskControl control) {
        return ((Run) control).isAbandoned();
    }

    /** It was interrupted since its node's lease was about to end. */
    public static boolean isCutShort(TaskControl control) {
        return ((Run) control).stay().isCutShort();
    }

    /** The steps of one of its loops. */
    public static final class Steps {

        private final Loop loop;

        Steps(Loop loop) {
            this.loop = loop;
        }

        public String name() {
            return loop.name().substring(loop.name().lastIndexOf(' ') + 1);
        }

        public boolean isOver() {
            return loop.isStopped();
        }

        /** @return whether the next is to be taken at once; says so once */
        public boolean isWoken() {
            return loop.signal().lower();
        }

        /** @return how many nanoseconds to wait for the next, unless woken before */
        public long take() {
            return loop.step();
        }
    }
}
