package ee.tasks.engine.worker;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A thread that takes a round again and again, whatever a round throws. */
final class Loop implements Runnable {

    private static final long TRACE_INTERVAL = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_AFTER_ERROR = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final Round round;
    private final Signal signal;
    private volatile boolean stopped;
    private boolean traced;
    private long tracedAt;
    private Thread thread;

    Loop(String name, Round round, Signal signal) {
        this.name = name;
        this.round = round;
        this.signal = signal;
    }

    void start(ThreadFactory threads) {
        thread = threads.newThread(this);
        if (thread == null) {
            throw new IllegalStateException(WorkerMessage.NO_THREAD.text(name));
        }
        thread.setName(name);
        thread.start();
    }

    @Override
    public void run() {
        while (!stopped) {
            long wait = step();
            if (wait > 0 && !stopped) {
                signal.await(wait);
            }
        }
    }

    /** @return how many nanoseconds to wait for the next, unless the signal is raised before */
    long step() {
        try {
            return round.run();
        } catch (Throwable problem) {
            report(problem);
            return PAUSE_AFTER_ERROR;
        }
    }

    private void report(Throwable problem) {
        try {
            if (traced && signal.now() - tracedAt < TRACE_INTERVAL) {
                WorkerMessage.ROUND_FAILED.log(name, problem);
                return;
            }
            traced = true;
            tracedAt = signal.now();
            WorkerMessage.ROUND_FAILED.log(problem, name, problem);
        } catch (Throwable tooMuch) {
            // Out of memory, most likely: the loop matters more than the message.
        }
    }

    void stop() {
        stopped = true;
        signal.raise();
    }

    /** Never interrupts: it may be inside a driver, and an embedded H2 file does not survive that. */
    boolean join(long millis) {
        if (thread == null) {
            return true;
        }
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    String name() {
        return name;
    }

    Signal signal() {
        return signal;
    }

    boolean isStopped() {
        return stopped;
    }
}
