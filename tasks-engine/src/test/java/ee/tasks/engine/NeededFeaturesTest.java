package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskOptions;
import ee.tasks.spi.Feature;
import ee.tasks.tck.TaskRequests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first feature that a backend lacks is the one that a refusal names. */
class NeededFeaturesTest {

    private static final List<Feature> IN_ORDER = List.of(
            Feature.PRIORITY, Feature.DEFER, Feature.UNIQUE, Feature.DEPENDENCIES, Feature.HEADERS, Feature.EXPIRY);

    @Test
    void aRequestNeedsAFeatureForEachOptionInTheOrderOfTheChecks() {
        assertThat(NeededFeatures.of(TaskRequests.request()
                        .expireAfter(Duration.ofHours(1))
                        .headers("{\"a\":\"1\"}")
                        .dependsOn("1")
                        .unique("key")
                        .delay(Duration.ofSeconds(1))
                        .priority(1)
                        .build()))
                .containsExactlyElementsOf(IN_ORDER);
    }

    @Test
    void optionsNeedTheSameInTheSameOrder() {
        TaskOptions.Values options = TaskInvocation.named("task")
                .unique("key")
                .runAfter(Duration.ofSeconds(1))
                .priority(1)
                .options();
        TaskOptions.Values dependent = new TaskOptions.Values(
                options.queue(),
                options.priority(),
                null,
                options.delay(),
                options.uniqueKey(),
                null,
                List.of("1"),
                List.of(),
                false,
                Map.of(),
                Map.of("a", "1"),
                null,
                null,
                Duration.ofHours(1));

        assertThat(NeededFeatures.of(dependent)).containsExactlyElementsOf(IN_ORDER);
    }

    @Test
    void whatIsAskedForNeitherInARequestNorInOptionsNeedsNothing() {
        assertThat(NeededFeatures.of(TaskRequests.request().priority(0).build()))
                .isEmpty();
        assertThat(NeededFeatures.of(TaskOptions.Values.NONE)).isEmpty();
        assertThat(NeededFeatures.of(TaskInvocation.named("task").priority(0).options()))
                .isEmpty();
    }
}
