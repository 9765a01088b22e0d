package ee.tasks.engine;

import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.UnreadablePayloadException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Reads the JSON of a record as the task declares it, or plainly where this deployment cannot. */
final class ResultReader {

    private final TaskRegistry registry;
    private final PayloadCodec codec;

    ResultReader(TaskRegistry registry, PayloadCodec codec) {
        this.registry = registry;
        this.codec = codec;
    }

    List<Object> arguments(TaskRecord task) {
        try {
            TaskDefinition definition = registry.find(task.task()).orElse(null);
            if (definition != null) {
                codec.requireFormat(definition.name(), task.payloadFormat());
                Object[] bound = codec.readArguments(definition.signature(), task.arguments());
                return Collections.unmodifiableList(Arrays.asList(bound));
            }
        } catch (UnreadablePayloadException ofAnotherVersion) {
            // read below as plain JSON
        }
        return codec.readUntyped(task.task(), task.arguments()) instanceof List<?> plain
                ? Collections.unmodifiableList(plain)
                : List.of();
    }

    /** @param type as which to read it; {@code null} means as declared */
    @SuppressWarnings("unchecked") // the caller's type, or the one the task's declaration gave to the caller's compiler
    <R> R returnValue(TaskRecord task, Class<R> type) {
        if (type != null) {
            return (R) codec.readResult(task.task(), type, task.result());
        }
        return (R) registry.find(task.task())
                .map(definition -> codec.readResult(definition.signature(), task.result()))
                .orElseGet(() -> codec.readUntyped(task.task(), task.result()));
    }
}
