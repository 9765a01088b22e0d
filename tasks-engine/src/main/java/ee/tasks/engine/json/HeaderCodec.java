package ee.tasks.engine.json;

import ee.tasks.InvalidTaskException;
import ee.tasks.spi.UnreadablePayloadException;
import java.util.Map;
import java.util.TreeMap;

/** Turns headers into a JSON object and back. Thread-safe. */
public final class HeaderCodec {

    /** In bytes of UTF-8: what the narrowest column of a supported database takes. */
    static final int MAX_HEADERS = 4_000;

    private static final JsonForm FORM = CompositeForms.of(GenericType.of(Map.class, String.class, String.class));

    private final JsonStreams streams = new JsonStreams();

    /**
     * @return an object with the names in their order, so that equal headers have equal texts; {@code null} if there are none
     * @throws InvalidTaskException if they are too long together
     */
    public String write(String task, Map<String, String> headers) {
        if (headers.isEmpty()) {
            return null;
        }
        String json = streams.write(FORM, new TreeMap<>(headers));
        long size = JsonText.utf8Length(json);
        if (size > MAX_HEADERS) {
            throw new InvalidTaskException(JsonMessage.HEADERS_TOO_LARGE.text(task, size, MAX_HEADERS));
        }
        return json;
    }

    /**
     * @param json {@code null} for none
     * @return an immutable map
     * @throws UnreadablePayloadException if it is no object of strings, as after an edit by hand
     */
    public Map<String, String> read(String task, String json) {
        if (json == null) {
            return Map.of();
        }
        try (JsonInput in = streams.read(json)) {
            @SuppressWarnings("unchecked") // the form makes it of strings
            Map<String, String> headers = (Map<String, String>) FORM.read(in);
            in.end();
            if (headers.containsValue(null)) {
                throw new JsonMismatch("a string is expected");
            }
            return Map.copyOf(headers);
        } catch (JsonMismatch e) {
            throw new UnreadablePayloadException(
                    JsonMessage.UNREADABLE.text("the headers of task '" + task + "'", "", e.getMessage()), null);
        }
    }
}
