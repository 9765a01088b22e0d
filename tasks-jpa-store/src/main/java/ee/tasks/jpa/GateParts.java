package ee.tasks.jpa;

import ee.tasks.spi.BackendContext;

/** What works with gates, once the database was reached. */
record GateParts(
        Claiming claiming,
        GateExits exits,
        GatePass pass,
        GateRows rows,
        HeldTasks heldTasks,
        HeldAtOnce heldAtOnce,
        LettingIn lettingIn,
        GateTidying tidying) {

    static GateParts of(
            BackendContext context,
            StoreTransactions transactions,
            StoreClock clock,
            Queues queues,
            Controls controls,
            Claiming claiming,
            GateExits exits) {
        String namespace = context.namespace();
        SqlDialect dialect = transactions.dialect();
        OlderNodes older = new OlderNodes(
                namespace,
                context.runsUnlimitedBesideOlderNodes(),
                !transactions.isolation().mayBeOld(true),
                System::nanoTime);
        GateRows rows = new GateRows(namespace, dialect);
        HeldTasks heldTasks = new HeldTasks(namespace, dialect);
        return new GateParts(
                claiming,
                exits,
                new GatePass(dialect, clock, rows, heldTasks, older, controls),
                rows,
                heldTasks,
                new HeldAtOnce(namespace, older, heldTasks, exits),
                new LettingIn(dialect, clock, rows, heldTasks, older, queues, controls),
                new GateTidying(namespace, dialect, rows));
    }
}
