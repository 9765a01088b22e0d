package ee.tasks.engine.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** JSON as values that are equal if two texts mean the same. */
final class JsonTree {

    private JsonTree() {}

    /** @param unordered whether to ignore the order of array elements */
    static Object parse(JsonInput in, boolean unordered) {
        UntypedReader reader = new UntypedReader(in, Number::new);
        Object tree = reader.read();
        if (reader.repeatsNames()) {
            throw new RefusedValue(JsonMessage.LOST, "", "a map has keys that are equal in JSON");
        }
        return normal(tree, unordered);
    }

    private record Number(String text) {}

    private static Object normal(Object value, boolean unordered) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, item) -> sorted.put((String) name, normal(item, unordered)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(normal(item, unordered)));
            if (unordered) {
                items.sort(Comparator.comparing(String::valueOf));
            }
            return items;
        }
        return value;
    }

    /** The path to the first difference. It contains only names of {@code names}: any other name may be a map's key, which is a value. */
    static String difference(Object left, Object right, Set<String> names) {
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            Set<Object> keys = new TreeSet<>(a.keySet());
            keys.addAll(b.keySet());
            for (Object key : keys) {
                if (!Objects.equals(a.get(key), b.get(key))) {
                    String inner = difference(a.get(key), b.get(key), names);
                    String name = names.contains(key) ? (String) key : "";
                    return name.isEmpty() || inner.isEmpty() ? name + inner : name + "." + inner;
                }
            }
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                if (!Objects.equals(a.get(i), b.get(i))) {
                    return difference(a.get(i), b.get(i), names);
                }
            }
        }
        return "";
    }
}
