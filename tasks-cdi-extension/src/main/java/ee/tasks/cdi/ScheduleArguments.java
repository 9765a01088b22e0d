package ee.tasks.cdi;

import ee.tasks.engine.TaskDefinition;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.json.PayloadParameter;
import ee.tasks.engine.json.PayloadSignature;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is wrong with the arguments that {@link ee.tasks.Recurring} gives a task, in words of the annotation: what the codec says is about
 * JSON that an older version stored.
 */
final class ScheduleArguments {

    private final PayloadCodec codec;
    private final TaskDefinition task;
    private final List<PayloadParameter> parameters;

    ScheduleArguments(PayloadCodec codec, TaskDefinition task) {
        this.codec = codec;
        this.task = task;
        this.parameters = task.signature().parameters();
    }

    /** What the task takes: "1 (java.lang.String)". */
    String taken() {
        return parameters.isEmpty()
                ? "nothing"
                : parameters.stream()
                        .map(parameter -> parameter.type().getTypeName())
                        .collect(Collectors.joining(", ", parameters.size() + " (", ")"));
    }

    /** What is wrong, as a clause; empty if nothing is. */
    Optional<String> problem(String json) {
        Optional<JsonArray> array = array(json);
        if (array.isEmpty()) {
            return Optional.of("\"arguments\" is no JSON array, was '%s'".formatted(json));
        }
        int given = array.get().size();
        if (given < parameters.size()) {
            PayloadParameter missing = parameters.get(given);
            return Optional.of("\"arguments\" has none for parameter %d '%s', of the type %s"
                    .formatted(given + 1, missing.name(), missing.type().getTypeName()));
        }
        if (given > parameters.size()) {
            return Optional.of("\"arguments\" has %d".formatted(given));
        }
        for (int i = 0; i < given; i++) {
            if (!fits(parameters.get(i), array.get().get(i))) {
                return Optional.of("\"arguments\" has %s for parameter %d '%s', of the type %s"
                        .formatted(
                                array.get().get(i),
                                i + 1,
                                parameters.get(i).name(),
                                parameters.get(i).type().getTypeName()));
            }
        }
        return Optional.empty();
    }

    /** What to write instead. */
    String wayOut() {
        return parameters.isEmpty()
                ? "leave arguments out"
                : parameters.stream()
                        .map(parameter -> example(parameter.type()))
                        .collect(Collectors.joining(", ", "write @Recurring(arguments = \"[", "]\")"));
    }

    private static Optional<JsonArray> array(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return Optional.of(reader.readArray());
        } catch (JsonException notReadable) {
            return Optional.empty();
        }
    }

    private boolean fits(PayloadParameter parameter, JsonValue value) {
        PayloadSignature alone = PayloadSignature.of(task.name(), List.of(parameter), void.class);
        try {
            codec.readArguments(alone, "[" + value + "]");
            return true;
        } catch (RuntimeException doesNotFit) {
            return false;
        }
    }

    /** As it stands in the source of Java. */
    private static String example(Type type) {
        if (!(type instanceof Class<?> raw)) {
            return "...";
        }
        if (raw.isPrimitive() && raw != boolean.class && raw != char.class || Number.class.isAssignableFrom(raw)) {
            return "1";
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "true";
        }
        return raw.isArray() ? "[...]" : raw.isRecord() ? "{...}" : "\\\"...\\\"";
    }
}
