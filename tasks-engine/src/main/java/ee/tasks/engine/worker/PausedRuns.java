package ee.tasks.engine.worker;

import ee.tasks.spi.Feature;
import ee.tasks.spi.Paused;
import java.util.List;

/**
 * Takes out of the queue for threads what operators have paused since it was claimed. A store that cannot say what is paused is not waited
 * for: nothing is claimed of it then, and what waits too long is given back anyway. For one thread.
 */
final class PausedRuns {

    private final Site site;
    private final Holdings holdings;
    private final boolean pauses;

    PausedRuns(Site site, Holdings holdings) {
        this.site = site;
        this.holdings = holdings;
        pauses = site.store().features().contains(Feature.PAUSE);
    }

    /** @return those that must not start here now; they are the caller's */
    List<Run> take(Node node) {
        if (!pauses || holdings.waiting() == 0) {
            return List.of();
        }
        Paused paused;
        try {
            paused = site.store().admin().paused(node.id());
        } catch (RuntimeException | Error e) {
            WorkerMessage.debug("not known what is paused: %s", e);
            return List.of();
        }
        return paused.isNothing() ? List.of() : holdings.takeWaiting(run -> isPaused(run, paused));
    }

    private boolean isPaused(Run run, Paused paused) {
        return paused.includes(
                run.task().queue(),
                paused.gates().isEmpty() ? List.of() : site.settings().gates().of(run.task()));
    }
}
