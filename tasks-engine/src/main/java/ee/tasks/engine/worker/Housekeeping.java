package ee.tasks.engine.worker;

import ee.tasks.spi.Retention;
import java.time.Duration;

/**
 * What a worker does for the store as a whole.
 *
 * @param retention how long what has finished is kept
 * @param pruneInterval how often it deletes what is kept no longer
 * @param unreadableGrace how long after a task was first found unreadable it is FAILED
 */
public record Housekeeping(Retention retention, Duration pruneInterval, Duration unreadableGrace) {}
