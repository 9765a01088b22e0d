package ee.tasks.faults;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** One of each fault; the profile {@code faults} has all of them. The kill comes last, since it costs a start. */
@ExtendWith(ClusterExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {

    @Test
    @Order(1)
    void aServerThatWakesUpAfterItsLeaseChangesNothing(Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> new Freezing(cluster).beforeTheCompletion());
    }

    @Test
    @Order(2)
    void aRestartOfTheDatabaseIsSurvivedAndSaidOnce(Cluster<Postgres, WildFly> cluster) throws Exception {
        Outages outages = new Outages(cluster);
        cluster.underLoad(() -> outages.restartAfter(Cluster.LEASE));
        outages.assertSaidOnce();
    }

    @Test
    @Order(3)
    void aKilledServerLosesNothing(Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> new Killing(cluster).atStepOfTasks("method"));
    }
}
