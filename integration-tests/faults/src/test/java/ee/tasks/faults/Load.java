package ee.tasks.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Enqueues tasks of all kinds, on whichever server is there, until it is stopped. */
final class Load {

    private static final int EACH = 8;
    private static final int MAX_MILLIS = 150;

    private final Cluster<?, ?> cluster;
    private final Random random = new Random();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    Load(Cluster<?, ?> cluster) {
        this.cluster = cluster;
        executor.scheduleWithFixedDelay(this::enqueue, 0, 250, MILLISECONDS);
    }

    private void enqueue() {
        List<? extends Server> up =
                cluster.servers().stream().filter(Server::isUp).toList();
        for (Kind kind : Kind.WORKING) {
            if (!up.isEmpty()) {
                try {
                    up.get(random.nextInt(up.size())).enqueue(kind, "", random.nextInt(MAX_MILLIS), EACH);
                } catch (IOException e) {
                    // It is being killed, or its database is. What it promised is in the ledger, if it did.
                }
            }
        }
    }

    void stop() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(Cluster.GENEROUS.toSeconds(), SECONDS)) {
                throw new AssertionError("a server does not answer");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
