package ee.tasks.engine;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.TaskError;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.CharBuffer;
import java.time.Instant;

/** Turns a throwable into text, whatever its own methods do. */
public final class TaskErrors {

    private static final int MAX_MESSAGE_LENGTH = 4_000;
    private static final int MAX_TRACE_LENGTH = 32_000;
    private static final String CUT = "...";

    private TaskErrors() {}

    public static TaskError of(Throwable failure, int attempt, String workerId, Instant at) {
        return new TaskError(
                failure.getClass().getName(),
                cut(message(failure), MAX_MESSAGE_LENGTH),
                cut(trace(failure), MAX_TRACE_LENGTH),
                attempt,
                workerId,
                at.truncatedTo(MICROS));
    }

    private static String message(Throwable failure) {
        try {
            return failure.getMessage();
        } catch (Throwable broken) {
            return null;
        }
    }

    private static String trace(Throwable failure) {
        CutText text = new CutText();
        try {
            failure.printStackTrace(new PrintWriter(text));
        } catch (Full enough) {
            return text.toString();
        } catch (Throwable broken) {
            return failure.getClass().getName();
        }
        return text.toString();
    }

    private static final class Full extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Full() {
            super(null, null, false, false);
        }
    }

    /**
     * Ends the printing once it is full: a failure with hundreds of suppressed ones, or messages of megabytes, would be a text
     * that no heap holds. Of each piece, such as a message, it takes so much only that what comes after it has room, too.
     */
    private static final class CutText extends Writer {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(String piece, int from, int length) {
            take(piece, from, length);
        }

        @Override
        public void write(char[] piece, int from, int length) {
            take(CharBuffer.wrap(piece), from, length);
        }

        private void take(CharSequence piece, int from, int length) {
            int taken = length <= MAX_MESSAGE_LENGTH ? length : MAX_MESSAGE_LENGTH - CUT.length();
            int room = MAX_TRACE_LENGTH - CUT.length() - text.length();
            text.append(piece, from, from + Math.min(taken, room));
            if (taken > room) {
                text.append(CUT);
                throw new Full();
            }
            if (taken < length) {
                text.append(CUT, 0, Math.min(CUT.length(), room - taken));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - CUT.length()) + CUT;
    }
}
