package ee.tasks.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;

/** Tasks are interrupted while they are in a call into the store, which must not swallow the interrupt. */
final class Interrupting {

    private static final String ENDED = "select count(*) from ee_task where id = ? and status = 'FAILED'";

    /** Runs that began and did not learn that they were to stop. */
    private static final String UNAWARE = """
            select count(*) from effect e join promise p on p.task = e.task and p.kind = 'reporting'
            where e.phase = 'STARTED' and not exists (select 1 from effect i
                where i.task = e.task and i.worker = e.worker and i.phase = 'INTERRUPTED')""";

    private final Cluster<Postgres, WildFly> cluster;

    Interrupting(Cluster<Postgres, WildFly> cluster) {
        this.cluster = cluster;
    }

    /** Its time is over while the database does not answer. */
    void atItsTimeout() {
        WildFly server = cluster.a();
        String task;
        try (Hold note = new Hold(cluster.database(), "note", server)) {
            task = cluster.enqueueThere(server, Kind.REPORTING, "late", note);
            // longer than its timeout, shorter than the worker's patience with it
            Cluster.pause(Duration.ofSeconds(7));
        }
        awaitEnd(task);
    }

    /** As many as there are threads, twice, each in one call after the other when its time is over. */
    void manyAtTheirTimeouts() throws IOException {
        for (WildFly server : cluster.servers()) {
            server.enqueue(Kind.REPORTING, "", 2, 16);
        }
    }

    /** The application stops, and its patience is over while the database does not answer. */
    void atTheStop() {
        WildFly server = cluster.b();
        String task;
        try (Hold note = new Hold(cluster.database(), "note", server)) {
            task = cluster.enqueueThere(server, Kind.REPORTING, "late", note);
            server.beginUndeploy();
            // longer than its ee.tasks.worker.shutdown-timeout
            Cluster.pause(Duration.ofSeconds(4));
        }
        server.awaitUndeployed();
        server.deploy();
        awaitEnd(task);
    }

    /** When all is over: a run that has lost its task may be a moment behind. */
    void awaitAllAware() {
        await("runs that do not know")
                .atMost(Cluster.GENEROUS)
                .until(() -> cluster.database().number(UNAWARE) == 0);
    }

    private void awaitEnd(String task) {
        await("end of " + task)
                .atMost(Cluster.GENEROUS)
                .until(() -> cluster.database().number(ENDED, task) == 1);
    }
}
