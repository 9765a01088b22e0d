package ee.tasks.engine;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskStatus;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.engine.text.Suggestion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import java.util.Set;
import java.util.TreeSet;

/**
 * A started backend under its configured name.
 *
 * @param delivery how requests reach it
 * @param log told of a task that {@link #cancel} cancels before it runs
 */
record ActiveBackend(
        String name, String type, Set<String> queues, TaskBackend backend, Delivery delivery, TaskLog log) {

    boolean has(Feature feature) {
        return backend.features().contains(feature);
    }

    void require(Feature feature) {
        if (!has(feature)) {
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

    /**
     * Cancels a task. Of one that runs, whoever runs it reports the outcome, which may be CANCELLED by the time it is found here: then an
     * attempt has come to its outcome meanwhile.
     */
    boolean cancel(String id) {
        int attempts = backend.find(id).map(ActiveBackend::attemptsMade).orElse(0);
        boolean could = backend.cancel(id);
        if (could) {
            backend.find(id)
                    .filter(task -> task.status().isFinished() && attemptsMade(task) == attempts)
                    .ifPresent(log::cancelled);
        }
        return could;
    }

    private static int attemptsMade(TaskRecord task) {
        return task.status() == TaskStatus.RUNNING ? task.attempts() - 1 : task.attempts();
    }
}
