package ee.tasks.engine.json;

import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringWriter;
import java.util.Map;

/**
 * The server's JSON-P: parsers and generators. The provider is looked up once, when a codec is made at deployment, by the class loader
 * of the application, as JSON-B looks up its own. Thread-safe.
 */
final class JsonStreams {

    /** Parsson counts levels, too, and stops at 1000 with an exception of no type of its own; {@link JsonInput} counts first. */
    private static final Map<String, Object> LIMITS = Map.of("org.eclipse.parsson.maxDepth", 2 * JsonInput.MAX_DEPTH);

    private final JsonParserFactory parsers;
    private final JsonGeneratorFactory generators;

    JsonStreams() {
        JsonProvider provider = JsonProvider.provider();
        this.parsers = provider.createParserFactory(LIMITS);
        this.generators = provider.createGeneratorFactory(Map.of());
    }

    /** To be closed: parsers lend their buffers from a pool. */
    JsonInput read(String json) {
        return new JsonInput(parsers, json);
    }

    String quote(String text) {
        return write(ScalarForm.of(String.class), text);
    }

    /** @throws RefusedValue if {@code value}, which may be {@code null}, has no JSON in this form */
    String write(JsonForm form, Object value) {
        StringWriter json = new StringWriter();
        try (JsonGenerator out = generators.createGenerator(json)) {
            form.writeElement(value, out);
        }
        return JsonText.escapeLoneSurrogates(json.toString());
    }
}
