package ee.tasks.faults;

import static org.awaitility.Awaitility.await;

import java.util.List;

/** {@code kill -9} of the first server; the second one goes on. */
final class Killing {

    private final Cluster<Postgres, ?> cluster;
    private final Server victim;
    private final List<String> workers;

    Killing(Cluster<Postgres, ?> cluster) {
        this.cluster = cluster;
        victim = cluster.a();
        workers = cluster.workers(victim);
    }

    /** While a task of each kind is at this step of its own. */
    void atStepOfTasks(String step) {
        try (Hold hold = new Hold(cluster.database(), "victim " + step, victim)) {
            cluster.holdOneOfEach(victim, hold, "victim");
            kill(step);
        }
    }

    /** While its worker is at this statement, and tasks run. */
    void atStepOfWorker(String step) {
        try (Hold method = new Hold(cluster.database(), "victim method", victim)) {
            cluster.holdOneOfEach(victim, method, "victim");
            try (Hold hold = new Hold(cluster.database(), step, victim)) {
                hold.awaitReached(1);
                kill(step);
            }
        }
    }

    /** After it has given back what had not started, while it waits for what runs. */
    void whileItStops() {
        try (Hold hold = new Hold(cluster.database(), "victim method", victim)) {
            List<String> held = cluster.holdOneOfEach(victim, hold, "victim");
            victim.terminate();
            await("stop").atMost(Cluster.GENEROUS).until(() -> cluster.held(workers) == held.size());
            kill("stop");
        }
    }

    private void kill(String step) {
        victim.kill();
        cluster.awaitRescue("kill -9, " + step, victim, workers);
    }
}
