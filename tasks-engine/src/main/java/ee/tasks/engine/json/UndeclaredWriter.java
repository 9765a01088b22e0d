package ee.tasks.engine.json;

import jakarta.json.JsonValue;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes arguments of a task that only other nodes know, so that its declared types are unknown here. It writes a value as the JDK's
 * interface of its class, because a task declares {@code List} or {@code ZoneId} and never the class behind {@code List.of}.
 */
final class UndeclaredWriter {

    /** Writes a value as a declared type. */
    @FunctionalInterface
    interface Declared {

        void write(DeclaredType type, Object value, StringBuilder out);
    }

    private static final DeclaredType ANY = DeclaredType.of("", Void.class);

    /** Types whose values have other classes than tasks declare. */
    private static final List<Class<?>> OPEN_TYPES =
            List.of(ZoneId.class, BigDecimal.class, BigInteger.class, Calendar.class, JsonValue.class);

    private final JsonStreams streams;
    private final Declared declared;
    private final Map<Class<?>, DeclaredType> types = new HashMap<>();

    UndeclaredWriter(JsonStreams streams, Declared declared) {
        this.streams = streams;
        this.declared = declared;
    }

    /** @throws RefusedValue if it has no JSON form */
    void write(Object value, StringBuilder out) {
        try {
            write(value, out, 1); // in the array of arguments
        } catch (RefusedValue e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) { // collections of the application run here
            throw JsonbFailure.notWritable(ANY, e);
        }
    }

    /** @param depth levels of JSON around the value, which is one more if it is no scalar */
    private void write(Object value, StringBuilder out, int depth) {
        if (depth >= JsonInput.MAX_DEPTH) {
            throw new RefusedValue(JsonMessage.NOT_WRITABLE, "", "it is nested too deep, or contains itself");
        }
        if (value == null) {
            out.append("null");
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), out, depth + 1);
        } else if (isBoundByItself(value)) {
            writeDeclared(value, out);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, out, depth + 1);
        } else if (value instanceof Collection<?> items) {
            writeItems(items, out, depth + 1);
        } else {
            writeArray(value, out, depth + 1);
        }
    }

    private static boolean isBoundByItself(Object value) {
        Class<?> type = value.getClass();
        return value instanceof JsonValue
                || ScalarForm.isMarkedForJsonb(type)
                || !(value instanceof Map || value instanceof Collection || type.isArray())
                || type == byte[].class;
    }

    /** The type that a task would declare for this value. */
    private static Class<?> declaredType(Object value) {
        if (value instanceof Enum<?> constant) { // a constant with a body has a class of its own
            return constant.getDeclaringClass();
        }
        return OPEN_TYPES.stream()
                .filter(type -> type.isInstance(value))
                .findFirst()
                .orElseGet(value::getClass);
    }

    private void writeDeclared(Object value, StringBuilder out) {
        DeclaredType type = types.computeIfAbsent(declaredType(value), raw -> DeclaredType.of("", raw));
        declared.write(type, value, out);
    }

    private void writeItems(Collection<?> items, StringBuilder out, int depth) {
        char separator = '[';
        int count = 0;
        for (Object item : items) {
            write(item, out.append(separator), depth);
            separator = ',';
            count++;
        }
        out.append(count == 0 ? "[]" : "]");
        if (items instanceof Set && new HashSet<>(items).size() < count) {
            throw new RefusedValue(JsonMessage.LOST, "", "a set has elements that are equal");
        }
    }

    private void writeArray(Object array, StringBuilder out, int depth) {
        out.append('[');
        for (int i = 0; i < Array.getLength(array); i++) {
            write(Array.get(array, i), i == 0 ? out : out.append(','), depth);
        }
        out.append(']');
    }

    /** An object if its keys can be names, otherwise an array of entries, as JSON-B does. */
    private void writeMap(Map<?, ?> map, StringBuilder out, int depth) {
        boolean named = map.keySet().stream().allMatch(key -> key == null || nameForm(key) != null);
        Set<String> keys = new HashSet<>();
        char separator = named ? '{' : '[';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            int from = out.length();
            if (named) {
                out.append(streams.quote(name(entry.getKey())));
            } else {
                write(entry.getKey(), out.append("{\"key\":"), depth + 1);
            }
            if (!keys.add(out.substring(from))) {
                throw new RefusedValue(JsonMessage.LOST, "", "a map has keys that are equal in JSON");
            }
            write(entry.getValue(), out.append(named ? ":" : ",\"value\":"), named ? depth : depth + 1);
            out.append(named ? "" : "}");
            separator = ',';
        }
        out.append(separator != ',' ? "{}" : named ? "}" : "]");
    }

    private static String name(Object key) {
        if (key == null) {
            throw new RefusedValue(JsonMessage.NULL_KEY);
        }
        return nameForm(key).name(key);
    }

    private static ScalarForm nameForm(Object key) {
        ScalarForm form = ScalarForm.of(declaredType(key));
        return form == null || form.type() == byte[].class ? null : form;
    }
}
