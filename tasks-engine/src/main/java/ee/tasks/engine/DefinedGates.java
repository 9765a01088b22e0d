package ee.tasks.engine;

import ee.tasks.engine.json.HeaderCodec;
import ee.tasks.engine.json.JsonLookup;
import ee.tasks.engine.limit.KeyTemplate;
import ee.tasks.engine.limit.LimitRule;
import ee.tasks.spi.Gate;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.UnreadablePayloadException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The gates of tasks by the definitions of this deployment. Thread-safe. */
final class DefinedGates implements TaskGates {

    private final TaskRegistry registry;
    private final HeaderCodec headers;
    private final JsonLookup lookup = new JsonLookup();

    DefinedGates(TaskRegistry registry, HeaderCodec headers) {
        this.registry = registry;
        this.headers = headers;
    }

    @Override
    public List<Gate> of(TaskRecord task) {
        return registry.find(task.task())
                .map(definition -> of(definition, task.arguments(), task.headers()))
                .orElse(List.of());
    }

    /** In the order of their ids. None if a key cannot be read: then the task cannot run either, and is parked for another node. */
    List<Gate> of(TaskDefinition definition, String arguments, String itsHeaders) {
        List<LimitRule> limits = definition.settings().limits();
        if (limits.isEmpty()) {
            return List.of();
        }
        KeyTemplate.KeyValues values = new StoredValues(definition.name(), arguments, itsHeaders);
        try {
            return limits.stream()
                    .map(limit -> limit.gate(values))
                    .sorted(Comparator.comparing(Gate::id))
                    .toList();
        } catch (UnreadablePayloadException e) {
            return List.of();
        }
    }

    /** What is stored of a task, read as far as a key asks for it. */
    private final class StoredValues implements KeyTemplate.KeyValues {

        private final String task;
        private final String arguments;
        private final String headersJson;
        private Map<String, String> read;

        private StoredValues(String task, String arguments, String headersJson) {
            this.task = task;
            this.arguments = arguments;
            this.headersJson = headersJson;
        }

        @Override
        public String argument(int index, List<String> path) {
            return lookup.text(task, arguments, index, path);
        }

        @Override
        public String header(String name) {
            if (read == null) {
                read = headers.read(task, headersJson);
            }
            return read.getOrDefault(name, "");
        }
    }
}
