package ee.tasks.engine.worker;

/** Who can be woken: the loops, and the one that waits in {@link Worker#stop} for everything to end. */
record Signals(
        Signal claim,
        Signal complete,
        Signal renew,
        Signal rescue,
        Signal settle,
        Signal schedule,
        Signal prune,
        Signal watch,
        Signal stop) {

    static Signals on(Ticker ticker) {
        return new Signals(
                new Signal(ticker),
                new Signal(ticker),
                new Signal(ticker),
                new Signal(ticker),
                new Signal(ticker),
                new Signal(ticker),
                new Signal(ticker),
                new Signal(ticker),
                new Signal(ticker));
    }
}
