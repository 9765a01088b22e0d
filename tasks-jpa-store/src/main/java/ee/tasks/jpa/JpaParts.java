package ee.tasks.jpa;

import ee.tasks.spi.BackendContext;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;

/** What a {@link JpaTaskStore} works with, once the database was reached. */
record JpaParts(
        StoreTransactions transactions,
        SqlDialect dialect,
        EntityManagers entityManagers,
        TaskReader reader,
        Enqueueing enqueueing,
        Cancellations cancellations,
        Nodes nodes,
        Notes notes,
        Claiming claiming,
        Completing completing,
        Rescuing rescuing,
        ParkedTasks parked,
        GateParts gates,
        AdminParts admin,
        Sweeping sweeping,
        ManualRetry manualRetry,
        Unmarked unmarked,
        Strays strays,
        Schedules schedules,
        TickTaking ticks,
        OrderHeads orders,
        Expiring expiring) {

    /** Reaches the database, and makes or checks the schema. */
    static JpaParts open(
            BackendContext context,
            JpaResources resources,
            Function<DataSource, EntityManagerFactory> persistence,
            JpaGateStore gateStore) {
        String namespace = context.namespace();
        Duration grace = context.dependencyGrace();
        StoreTransactions transactions = new SchemaStart(resources, new StoreTransactions(resources))
                .run(context.option("schema").orElse(null));
        SqlDialect dialect = transactions.dialect();
        StoreClock clock = new StoreClock(dialect);
        TaskReader reader = new TaskReader(namespace);
        Marks marks = new Marks(namespace, dialect, resources.registry(), transactions.isolation());
        PrunedTasks prunedTasks = new PrunedTasks(namespace, dialect, grace);
        Predecessors predecessors = new Predecessors(namespace, dialect, prunedTasks);
        Followers followers = new Followers(namespace, dialect);
        FlowHits hits = new FlowHits(dialect, marks);
        Dependencies dependencies = new Dependencies(dialect, clock, grace, predecessors, hits, followers, marks);
        Cancelling cancelling = new Cancelling(namespace, dialect, marks);
        OrderHeads orders = new OrderHeads(namespace, dialect, transactions.isolation(), followers);
        Settling settling =
                new Settling(namespace, dialect, grace, predecessors, hits, followers, marks, cancelling, orders);
        String instance = context.nodeInstance().orElse(null);
        Controls controls = new Controls(namespace, dialect, instance, System::nanoTime);
        Queues queues = new Queues(namespace, dialect, controls, System::nanoTime);
        GateExits exits = gateStore.exits(namespace, dialect, resources.registry());
        Expiring expiring = new Expiring(namespace, dialect, clock, marks);
        Claiming claiming = new Claiming(namespace, dialect, queues, marks, exits, expiring);
        GateParts gates = GateParts.of(context, transactions, clock, queues, controls, claiming, exits);
        Schedules schedules = new Schedules(namespace, dialect, clock);
        ProviderTimes times =
                transactions.call("compare time zones", connection -> new ProviderTimes(connection, dialect));
        // Last: if an earlier step failed, nobody would close it.
        EntityManagers entityManagers =
                new EntityManagers(persistence.apply(resources.dataSource()), resources.registry());
        Enqueueing enqueueing = new Enqueueing(
                namespace,
                clock,
                entityManagers,
                times,
                new UniqueKeys(namespace, dialect),
                hits,
                new Orders(namespace, dialect, marks),
                queues,
                dependencies,
                reader,
                gates.heldAtOnce(),
                expiring);
        return new JpaParts(
                transactions,
                dialect,
                entityManagers,
                reader,
                enqueueing,
                new Cancellations(transactions, cancelling, settling),
                new Nodes(namespace, dialect, clock, exits, instance),
                new Notes(namespace, dialect),
                claiming,
                new Completing(namespace, dialect, marks, exits),
                new Rescuing(namespace, dialect, clock, marks, exits),
                new ParkedTasks(namespace, dialect, clock, marks, exits),
                gates,
                new AdminParts(
                        controls, new Pauses(namespace, dialect, controls, exits), new StrictSlots(namespace, exits)),
                new Sweeping(transactions, new Pruning(namespace, dialect, prunedTasks), prunedTasks),
                new ManualRetry(namespace, dialect),
                new Unmarked(dialect, predecessors, marks),
                new Strays(namespace, dialect),
                schedules,
                new TickTaking(namespace, dialect, schedules, enqueueing),
                orders,
                expiring);
    }
}
