package ee.tasks.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Catches what is logged under a name, from its making until it is closed, at every level. For platforms that log by {@code
 * java.util.logging}, as plain JVMs do. Thread-safe.
 *
 * @since 1.0
 */
public final class LogLines extends Handler implements AutoCloseable {

    /** What {@link ee.tasks.NumberedMessage} begins with. */
    private static final Pattern ID = Pattern.compile("(\\S*\\d{4}): ");

    private final Logger logger;
    private final Level before;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private LogLines(Logger logger) {
        this.logger = logger;
        this.before = logger.getLevel();
    }

    /**
     * Catches what is logged from now on, and lets every level through. Close it: it then gives the logger its level back.
     *
     * @param name the logger's name; what is logged under a name below it is caught, too, unless that logger has a level of its own
     * @return what has been caught so far, which grows
     */
    public static LogLines of(String name) {
        LogLines lines = new LogLines(Logger.getLogger(name));
        lines.setLevel(Level.ALL);
        lines.logger.setLevel(Level.ALL);
        lines.logger.addHandler(lines);
        return lines;
    }

    /**
     * All that was caught.
     *
     * @return an unmodifiable copy, in the order of logging
     */
    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    /**
     * The messages of all that was caught, as they were logged: without level, time and stack trace.
     *
     * @return an unmodifiable copy, in the order of logging
     */
    public List<String> texts() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    /**
     * The levels of all that was caught.
     *
     * @return an unmodifiable copy, in the order of logging
     */
    public List<Level> levels() {
        return records.stream().map(LogRecord::getLevel).toList();
    }

    /**
     * Level and id of what was logged at INFO or above, such as {@code WARNING EETASK0606} or {@code INFO REDISTASK0001}. A message
     * without an id is told in full.
     *
     * @return an unmodifiable list, in the order of logging
     */
    public List<String> ids() {
        return records.stream()
                .filter(line -> line.getLevel().intValue() >= Level.INFO.intValue())
                .map(line -> line.getLevel() + " " + id(String.valueOf(line.getMessage())))
                .toList();
    }

    private static String id(String message) {
        Matcher id = ID.matcher(message);
        return id.lookingAt() ? id.group(1) : message;
    }

    /**
     * Keeps the record. The logger calls it.
     *
     * @param entry what was logged
     */
    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    /** Does nothing: nothing is buffered. */
    @Override
    public void flush() {}

    /** Catches nothing more, and gives the logger the level that it had before. What was caught can still be read. */
    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
