package ee.tasks.faults;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault at each step. */
@Tag("faults")
@ExtendWith(ClusterExtension.class)
class EveryFaultIT {

    @ParameterizedTest
    @ValueSource(strings = {"call", "method", "commit"})
    void aServerIsKilledWhileItsTasksAreAt(String step, Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> new Killing(cluster).atStepOfTasks(step));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim", "start", "completion", "renewal"})
    void aServerIsKilledWhileItsWorkerIsAt(String step, Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> new Killing(cluster).atStepOfWorker(step));
    }

    @Test
    void aServerIsKilledWhileItStops(Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> new Killing(cluster).whileItStops());
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "method", "commit"})
    void aServerIsFrozenWhileItsTasksAreAt(String step, Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> new Freezing(cluster).atStepOfTasks(step));
    }

    @Test
    void aServerIsFrozenInItsRenewal(Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> new Freezing(cluster).inTheRenewal());
    }

    @Test
    void theOnlyServerIsFrozen(Cluster<Postgres, WildFly> cluster) throws Exception {
        for (int time = 0; time < 3; time++) {
            cluster.underLoadOf(cluster.a(), () -> new Freezing(cluster).ofTheOnlyNode());
        }
        new Interrupting(cluster).awaitAllAware();
    }

    @Test
    void tasksAreInterruptedInACallIntoTheStore(Cluster<Postgres, WildFly> cluster) throws Exception {
        Interrupting interrupting = new Interrupting(cluster);
        cluster.underLoad(() -> {
            interrupting.atItsTimeout();
            interrupting.manyAtTheirTimeouts();
            interrupting.atTheStop();
        });
        interrupting.awaitAllAware();
    }

    @Test
    void aShortFreezeIsNone(Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> new Freezing(cluster).forLessThanTheLease());
    }

    @Test
    void theDatabaseRefusesConnectionsForAMinute(Cluster<Postgres, WildFly> cluster) throws Exception {
        Outages outages = new Outages(cluster);
        cluster.underLoad(() -> outages.restartAfter(Duration.ofMinutes(1)));
        outages.assertSaidOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim", "start", "completion", "renewal"})
    void aWorkersConnectionIsCutOffAt(String step, Cluster<Postgres, WildFly> cluster) throws Exception {
        Outages outages = new Outages(cluster);
        cluster.underLoad(() -> outages.cutOffAt(step));
        outages.awaitOver();
    }

    @Test
    void theConnectionsOfRunningTasksAreCutOff(Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> new Outages(cluster).cutOffTasks());
    }

    @Test
    void allConnectionsAreCutOffOneByOne(Cluster<Postgres, WildFly> cluster) throws Exception {
        Outages outages = new Outages(cluster);
        cluster.underLoad(outages::cutOffOneByOne);
        outages.awaitOver();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerIsStopped(boolean suspended, Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> {
            Stopping stopping = new Stopping(cluster, suspended ? cluster.b() : cluster.a());
            stopping.terminate();
            stopping.assertNothingLost();
        });
    }

    @Test
    void anApplicationIsDeployedAgain(Cluster<Postgres, WildFly> cluster) throws Exception {
        cluster.underLoad(() -> {
            Stopping stopping = new Stopping(cluster, cluster.a());
            stopping.redeploy();
            stopping.assertNothingLost();
        });
    }
}
