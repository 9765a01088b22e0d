package ee.tasks.faults;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of two Payaras on one PostgreSQL one is killed. */
@Tag("faults")
class PayaraIT {

    @Test
    void aKilledPayaraLosesNothing() throws Exception {
        try (Cluster<Postgres, Payara> cluster = Cluster.ofPayara()) {
            for (String step : List.of("call", "method", "commit")) {
                cluster.underLoad(() -> new Killing(cluster).atStepOfTasks(step));
            }
            for (String step : List.of("claim", "completion")) {
                cluster.underLoad(() -> new Killing(cluster).atStepOfWorker(step));
            }
        }
    }
}
