package ee.tasks.engine.json;

import ee.tasks.spi.UnreadablePayloadException;
import java.util.List;

/** Finds single values in stored arguments, without their types. Thread-safe. */
public final class JsonLookup {

    private final JsonStreams streams = new JsonStreams();

    /**
     * Reads all of the text, so that what is no JSON is noticed whatever is looked for.
     *
     * @param task the task's name, for the exception
     * @param arguments a JSON array
     * @param index which element, from 0
     * @param path the names of properties in it, from the outermost on
     * @return a string as it is, and the JSON of any other value; empty for {@code null}, and if there is none
     * @throws UnreadablePayloadException if it is no JSON array
     */
    public String text(String task, String arguments, int index, List<String> path) {
        try (JsonInput in = streams.read(arguments)) {
            String found = "";
            int at = 0;
            for (boolean more = in.enterArray(); more; more = in.more()) {
                if (at++ == index) {
                    found = text(in, path);
                } else {
                    in.skip();
                }
            }
            in.end();
            return found;
        } catch (JsonMismatch e) {
            throw new UnreadablePayloadException(
                    JsonMessage.UNREADABLE.text("the arguments of task '" + task + "'", "", e.getMessage()), null);
        }
    }

    private static String text(JsonInput in, List<String> path) {
        if (path.isEmpty()) {
            return text(in);
        }
        if (!in.isObject()) {
            in.skip();
            return "";
        }
        String found = "";
        for (boolean more = in.enterObject(); more; more = in.more()) {
            if (in.string().equals(path.get(0))) { // of a name twice the last one counts, as for JSON-B
                found = text(in, path.subList(1, path.size()));
            } else {
                in.skip();
            }
        }
        return found;
    }

    private static String text(JsonInput in) {
        if (in.takeNull()) {
            return "";
        }
        return in.isString() ? in.string() : in.raw();
    }
}
