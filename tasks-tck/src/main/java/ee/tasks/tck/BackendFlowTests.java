package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.nextId;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskProgress;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A backend counts and cancels what was enqueued together. */
interface BackendFlowTests extends Tier {

    /** The one of this test, started. */
    TaskBackend backend();

    default void needs(Feature feature) {
        Needed.by(feature.name(), backend().features().contains(feature));
    }

    @Test
    default void aFlowsProgressCountsWhatHasFinished() {
        needs(Feature.BULK);
        needs(Feature.RESULTS);
        needs(Feature.DEFER);
        needs(Feature.CANCEL);
        String first = nextId();
        backend()
                .enqueueAll(Stream.of(first, nextId(), nextId())
                        .map(id -> TaskRequests.of(ScriptedRunner.SUCCEED)
                                .delay(Duration.ofHours(1))
                                .id(id)
                                .flow("flow")
                                .build())
                        .iterator());
        assertThat(backend().flowProgress("flow")).isEqualTo(new TaskProgress(0, 3, null));

        backend().cancel(first);
        assertThat(backend().flowProgress("flow")).isEqualTo(new TaskProgress(1, 3, null));
        assertThat(backend().cancelFlow("flow")).isEqualTo(2);
        assertThat(backend().flowProgress("flow")).isEqualTo(new TaskProgress(3, 3, null));
        assertThat(backend().cancelFlow("flow")).isZero();
    }

    @Test
    default void anUnknownFlowHasNothing() {
        needs(Feature.BULK);

        assertThat(backend().flowProgress("nothing of that name")).isEqualTo(new TaskProgress(0, 0, null));
        assertThat(backend().cancelFlow("nothing of that name")).isZero();
    }
}
