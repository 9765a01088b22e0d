package ee.tasks.engine.worker;

import ee.tasks.spi.TaskStore;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What every part of one worker shares.
 *
 * @param timers the server's, empty if the worker goes by its own clock
 */
record Site(
        WorkerSettings settings,
        TaskStore store,
        Ticker ticker,
        RandomGenerator random,
        Signals signals,
        News news,
        Optional<ServerTimers> timers,
        Outage outage,
        Tally tally) {

    Site(WorkerSettings settings, TaskStore store, Ticker ticker, RandomGenerator random) {
        this(settings, store, ticker, random, Signals.on(ticker));
    }

    private Site(WorkerSettings settings, TaskStore store, Ticker ticker, RandomGenerator random, Signals signals) {
        this(
                settings,
                store,
                ticker,
                random,
                signals,
                new News(signals),
                Optional.ofNullable(settings.timers()).map(timers -> new ServerTimers(timers, ticker)),
                new Outage(ticker),
                new Tally());
    }

    long now() {
        return ticker.nanos();
    }

    /** {@code nanos}, 10 % more or less. */
    long jittered(long nanos) {
        return (long) (nanos * (0.9 + random.nextDouble() / 5));
    }
}
