package ee.tasks.core;

import static java.time.temporal.ChronoUnit.MICROS;

import ee.tasks.TaskError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;

/** Turns a throwable into text, whatever its own methods do. */
public final class TaskErrors {

    private static final int LONGEST_MESSAGE = 4_000;
    private static final int LONGEST_TRACE = 32_000;

    private TaskErrors() {}

    public static TaskError of(Throwable failure, int attempt, String workerId, Instant at) {
        return new TaskError(
                failure.getClass().getName(),
                cut(message(failure), LONGEST_MESSAGE),
                cut(trace(failure), LONGEST_TRACE),
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
        try {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text, true));
            return text.toString();
        } catch (Throwable broken) {
            return failure.getClass().getName();
        }
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
