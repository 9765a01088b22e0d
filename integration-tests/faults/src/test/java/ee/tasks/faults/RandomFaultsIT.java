package ee.tasks.faults;

import java.time.Duration;
import java.util.Random;
import java.util.logging.Logger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults as they come. {@code -Dfaults.seed} repeats their order, though not what they hit. */
@Tag("faults")
@ExtendWith(ClusterExtension.class)
class RandomFaultsIT {

    private static final Logger LOG = Logger.getLogger("ee.tasks.faults");
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static final int FAULTS = 4;

    @RepeatedTest(5)
    void nothingIsLost(Cluster<Postgres, WildFly> cluster) throws Exception {
        LOG.info(() -> "seed " + SEED);
        cluster.underLoad(() -> {
            for (int i = 0; i < FAULTS; i++) {
                pause(3_000);
                happen(cluster);
            }
        });
    }

    private static void happen(Cluster<Postgres, WildFly> cluster) {
        WildFly server = cluster.servers().get(RANDOM.nextInt(2));
        int fault = RANDOM.nextInt(6);
        LOG.info(() -> "fault %d on %s".formatted(fault, server.name()));
        switch (fault) {
            case 0 -> {
                server.kill();
                pause(10_000);
                server.start();
                server.awaitUp();
            }
            case 1 -> {
                server.freeze();
                pause(15_000);
                server.thaw();
            }
            case 2 -> {
                cluster.database().stopImmediately();
                pause(15_000);
                cluster.database().start();
            }
            case 3 -> new Outages(cluster).cutOffOneByOne();
            case 4 -> {
                server.terminate();
                server.awaitEnd();
                server.start();
                server.awaitUp();
            }
            default -> {
                server.undeploy();
                server.deploy();
            }
        }
    }

    private static void pause(int mostMillis) {
        Cluster.pause(Duration.ofMillis(1 + RANDOM.nextInt(mostMillis)));
    }
}
