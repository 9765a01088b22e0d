package ee.tasks.engine;

import ee.tasks.InvalidTaskException;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.engine.text.Suggestion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import java.util.Set;
import java.util.TreeSet;

/** A started backend under its configured name. */
record ActiveBackend(String name, String type, Set<String> queues, TaskBackend backend) {

    void require(Feature feature) {
        if (!backend.features().contains(feature)) {
            throw new UnsupportedFeatureException(name, type, feature.name());
        }
    }

    /** The first one that it lacks is named. */
    void require(Set<Feature> features) {
        features.forEach(this::require);
    }

    void requireQueue(String queue) {
        if (!queues.isEmpty() && !queues.contains(queue)) {
            throw new InvalidTaskException(CoreMessage.QUEUE_NOT_OF_BACKEND.text(
                    queue, name, new TreeSet<>(queues), Suggestion.didYouMean(queue, queues)));
        }
    }
}
