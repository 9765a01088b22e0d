package ee.tasks.engine.worker;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A log whose disk is full when a certain message comes. */
final class ThrowingLog extends Handler {

    private static final Logger LOGGER = Logger.getLogger("ee.tasks");

    private final String id;

    private ThrowingLog(String id) {
        this.id = id;
    }

    static ThrowingLog at(String id) {
        ThrowingLog log = new ThrowingLog(id);
        LOGGER.addHandler(log);
        return log;
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getMessage().startsWith(id)) {
            throw new IllegalStateException("the disk is full");
        }
    }

    @Override
    public void flush() {}

    /** The log works again. */
    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
