package ee.tasks.engine.text;

import java.util.regex.Pattern;

/**
 * Text from outside in a log: messages of exceptions quote what users entered, and a line break in one would begin what looks like a
 * line of the log. Continued lines are indented instead.
 */
public final class LogText {

    private static final String CONTINUED = "\n    ";
    private static final Pattern BREAK = Pattern.compile("\\R");
    /** What a fact of a message may not contain either; but tabs begin the lines of a stack trace. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\t\n\u200C\u200D]]");

    private static final int MAX_DEPTH = 20;

    private LogText() {}

    /** Text of several lines, such as a stack trace: none but the first begins at the margin. */
    public static String indented(String text) {
        return CONTROL.matcher(BREAK.matcher(text).replaceAll(CONTINUED)).replaceAll("?");
    }

    /** To be given to a logger: with the same stack trace and causes, and with messages whose continued lines are indented. */
    public static Throwable indented(Throwable thrown) {
        return new Indented(thrown, 0);
    }

    private static final class Indented extends Throwable {

        private static final long serialVersionUID = 1L;

        private final String text;

        Indented(Throwable thrown, int depth) {
            super(null, cause(thrown, depth));
            text = indented(text(thrown));
            setStackTrace(thrown.getStackTrace());
            Throwable[] suppressed = thrown.getSuppressed();
            for (int i = 0; depth < MAX_DEPTH && i < Math.min(suppressed.length, MAX_DEPTH); i++) {
                addSuppressed(new Indented(suppressed[i], MAX_DEPTH));
            }
        }

        private static Throwable cause(Throwable thrown, int depth) {
            Throwable cause = thrown.getCause();
            return cause == null || depth >= MAX_DEPTH ? null : new Indented(cause, depth + 1);
        }

        private static String text(Throwable thrown) {
            try {
                return thrown.toString();
            } catch (RuntimeException | Error broken) {
                return thrown.getClass().getName();
            }
        }

        @Override
        public String getMessage() {
            return text;
        }

        @Override
        public String toString() {
            return text;
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
