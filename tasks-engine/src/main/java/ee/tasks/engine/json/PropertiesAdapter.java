package ee.tasks.engine.json;

import jakarta.json.bind.adapter.JsonbAdapter;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Properties with the defaults behind them. JSON-B alone leaves those out, and reads numbers as text. */
final class PropertiesAdapter implements JsonbAdapter<Properties, Map<String, String>> {

    @Override
    public Map<String, String> adaptToJson(Properties properties) {
        if (properties == null) {
            return null;
        }
        Map<String, String> entries = new TreeMap<>();
        for (Object name : properties.keySet()) {
            if (!(name instanceof String key) || properties.getProperty(key) == null) {
                throw new RefusedValue(
                        JsonMessage.LOST, "", "a java.util.Properties has a key or value that is no String");
            }
        }
        for (String name : properties.stringPropertyNames()) {
            entries.put(name, properties.getProperty(name));
        }
        return entries;
    }

    @Override
    public Properties adaptFromJson(Map<String, String> entries) {
        if (entries == null) {
            return null;
        }
        Properties properties = new Properties();
        properties.putAll(entries);
        return properties;
    }
}
