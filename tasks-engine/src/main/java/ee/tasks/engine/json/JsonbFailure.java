package ee.tasks.engine.json;

import ee.tasks.spi.UnreadablePayloadException;
import jakarta.json.bind.JsonbException;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reports JSON-B's exceptions without the values in their messages. */
final class JsonbFailure {

    private static final Pattern PROPERTY = Pattern.compile("property '([^']{1,100})'");

    private JsonbFailure() {}

    static RefusedValue notWritable(DeclaredType declared, Throwable e) {
        for (Throwable cause : Causes.of(e)) {
            if (cause instanceof RefusedValue refused) {
                return refused;
            }
            if (cause instanceof NumberFormatException && isThrownByGenerator(cause)) {
                return new RefusedValue(ValueFreeException.of(e), JsonMessage.NOT_FINITE);
            }
        }
        return new RefusedValue(ValueFreeException.of(e), JsonMessage.NOT_WRITABLE, path(declared, e), root(e));
    }

    /** Whether JSON-P or JSON-B threw it: an application's getter may throw the same exception. */
    private static boolean isThrownByGenerator(Throwable e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            String name = frame.getClassName();
            if (!name.startsWith("java.")) {
                return name.startsWith("org.eclipse.parsson.") || name.startsWith("org.eclipse.yasson.");
            }
        }
        return false;
    }

    static RefusedValue notReadBack(DeclaredType declared, Throwable e) {
        return new RefusedValue(
                ValueFreeException.of(e),
                JsonMessage.LOST,
                path(declared, e),
                "reading it back fails (" + root(e) + ")");
    }

    static UnreadablePayloadException unreadable(DeclaredType declared, Throwable e) {
        String reason = e instanceof JsonMismatch ? e.getMessage() : "it does not bind (" + root(e) + ")";
        return new UnreadablePayloadException(
                JsonMessage.UNREADABLE.text(declared.where(), path(declared, e), reason), ValueFreeException.of(e));
    }

    private static String path(DeclaredType declared, Throwable e) {
        Set<String> names = declared.facts().names();
        StringJoiner path = new StringJoiner(".");
        for (Throwable cause : Causes.of(e)) {
            if (!(cause instanceof JsonbException)) {
                continue; // an application's own, whose getMessage() may throw
            }
            Matcher property = PROPERTY.matcher(String.valueOf(cause.getMessage()));
            if (property.find() && names.contains(property.group(1))) {
                path.add(property.group(1));
            }
        }
        return at(path.toString());
    }

    static String at(String path) {
        return path.isEmpty() ? "" : ", at property '" + path + "'";
    }

    private static String root(Throwable e) {
        return Causes.root(e).getClass().getName();
    }
}
