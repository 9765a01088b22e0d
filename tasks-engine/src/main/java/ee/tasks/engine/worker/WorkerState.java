package ee.tasks.engine.worker;

import java.time.Duration;

/**
 * A worker at one moment, for health checks and tests.
 *
 * @param node the node it claims under, or {@code null} while it has none
 * @param running tasks that run
 * @param waiting tasks claimed and waiting for a thread
 * @param abandoned calls past their time limit that have not returned; their attempts have failed without them
 * @param unwritten completions that are not written yet
 * @param waitingEvents how many events wait to be told
 * @param droppedEvents how many were dropped, since observers were too slow
 * @param presentEvent how long the observers of the present event take already
 * @param sinceLastAnswer how long ago the store last answered a claim or a poll
 * @param storeAway whether some of the store's work fails at present
 * @param claimed how many claims it got since it started
 * @param completed how many completions it wrote
 * @param lost how many claims it lost
 * @param parked how many tasks it parked for other nodes
 * @param pruned how many finished tasks it deleted
 * @param givenBack how many claims it gave back
 */
public record WorkerState(
        String node,
        int running,
        int waiting,
        int abandoned,
        int unwritten,
        int waitingEvents,
        long droppedEvents,
        Duration presentEvent,
        Duration sinceLastAnswer,
        boolean storeAway,
        long claimed,
        long completed,
        long lost,
        long parked,
        long pruned,
        long givenBack) {}
