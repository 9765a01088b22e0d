package ee.tasks.engine;

import java.util.List;

/** Lets tests of other packages have a log that tells nobody but the logger. */
public final class SilentLog {

    private SilentLog() {}

    public static TaskLog log() {
        return new TaskLog(EventPublisher.NONE, task -> null, new TaskRegistry(List.of()));
    }
}
