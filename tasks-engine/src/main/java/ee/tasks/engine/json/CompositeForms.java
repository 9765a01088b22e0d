package ee.tasks.engine.json;

import jakarta.json.stream.JsonGenerator;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** The forms of arrays, collections, maps and optionals whose elements have a form. */
final class CompositeForms {

    private static final Map<Class<?>, JsonForm> PRIMITIVE_OPTIONALS = Map.of(
            OptionalInt.class, new OptionalNumberForm(OptionalInt.class, OptionalInt.empty(), ScalarForm.of(int.class)),
            OptionalLong.class,
                    new OptionalNumberForm(OptionalLong.class, OptionalLong.empty(), ScalarForm.of(long.class)),
            OptionalDouble.class,
                    new OptionalNumberForm(OptionalDouble.class, OptionalDouble.empty(), ScalarForm.of(double.class)));

    private CompositeForms() {}

    /** The form of {@code type}, or {@code null} if JSON-B has to bind it. */
    static JsonForm of(Type type) {
        if (type instanceof Class<?> raw) {
            JsonForm scalar = ScalarForm.of(raw);
            if (scalar != null) {
                return scalar;
            }
            return raw.isArray() ? array(raw.getComponentType(), raw) : PRIMITIVE_OPTIONALS.get(raw);
        }
        if (type instanceof GenericArrayType array) {
            return array(array.getGenericComponentType(), TypeBindings.rawClass(array));
        }
        return type instanceof ParameterizedType generic ? generic(generic) : null;
    }

    private static JsonForm array(Type component, Class<?> arrayClass) {
        JsonForm element = of(component);
        return element == null ? null : new ArrayForm(arrayClass, element);
    }

    private static JsonForm generic(ParameterizedType type) {
        Class<?> raw = TypeBindings.rawClass(type);
        Type[] arguments = type.getActualTypeArguments();
        JsonForm last = of(arguments[arguments.length - 1]);
        if (last == null) {
            return null;
        }
        if (raw == List.class || raw == Collection.class) {
            return new CollectionForm(raw, last, ArrayList::new);
        }
        if (raw == Set.class) {
            return new CollectionForm(raw, last, LinkedHashSet::new);
        }
        if (raw == Optional.class) {
            return last.empty() == null ? new OptionalForm(last) : null; // TypeWalk refuses an optional of an optional
        }
        if (raw == Map.class && of(arguments[0]) instanceof ScalarForm key && key.type() != byte[].class) {
            return new MapForm(key, last);
        }
        return null;
    }

    private record CollectionForm(Class<?> type, JsonForm element, Supplier<Collection<Object>> maker)
            implements JsonForm {

        /** A set may hold equal elements, if it compares by identity or if its elements changed; reading it loses those. */
        @Override
        public boolean isProven() {
            return type != Set.class && element.isProven();
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeStartArray();
            for (Object item : (Collection<?>) value) {
                element.writeElement(item, out);
            }
            out.writeEnd();
        }

        @Override
        public Object read(JsonInput in) {
            Collection<Object> items = maker.get();
            for (boolean more = in.enterArray(); more; more = in.more()) {
                items.add(element.readElement(in));
            }
            return items;
        }
    }

    private record ArrayForm(Class<?> type, JsonForm element) implements JsonForm {

        @Override
        public boolean isProven() {
            return element.isProven();
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                element.writeElement(Array.get(value, i), out);
            }
            out.writeEnd();
        }

        @Override
        public Object read(JsonInput in) {
            List<Object> items = new ArrayList<>();
            for (boolean more = in.enterArray(); more; more = in.more()) {
                items.add(element.readElement(in));
            }
            Object array = Array.newInstance(type.getComponentType(), items.size());
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) == null && type.getComponentType().isPrimitive()) {
                    throw new JsonMismatch("an array of primitives contains null");
                }
                Array.set(array, i, items.get(i));
            }
            return array;
        }
    }

    private record MapForm(ScalarForm key, JsonForm value) implements JsonForm {

        @Override
        public Class<?> type() {
            return Map.class;
        }

        /** A map may hold equal keys, if it compares by identity; reading it loses those entries. */
        @Override
        public boolean isProven() {
            return false;
        }

        @Override
        public void write(Object map, JsonGenerator out) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                if (entry.getKey() == null) {
                    throw new RefusedValue(JsonMessage.NULL_KEY);
                }
                out.writeKey(key.name(entry.getKey()));
                value.writeElement(entry.getValue(), out);
            }
            out.writeEnd();
        }

        @Override
        public Object read(JsonInput in) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (boolean more = in.enterObject(); more; more = in.more()) {
                map.put(key.readName(in), value.readElement(in));
            }
            return map;
        }
    }

    private record OptionalForm(JsonForm element) implements JsonForm {

        @Override
        public Class<?> type() {
            return Optional.class;
        }

        @Override
        public boolean isProven() {
            return element.isProven();
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            element.writeElement(((Optional<?>) value).orElse(null), out);
        }

        @Override
        public Object read(JsonInput in) {
            return Optional.of(element.read(in));
        }

        @Override
        public Object empty() {
            return Optional.empty();
        }
    }

    private record OptionalNumberForm(Class<?> type, Object empty, ScalarForm number) implements JsonForm {

        @Override
        public boolean isProven() {
            return number.isProven();
        }

        @Override
        public void write(Object value, JsonGenerator out) {
            if (value.equals(empty)) {
                out.writeNull();
            } else if (value instanceof OptionalInt some) {
                number.write(some.getAsInt(), out);
            } else if (value instanceof OptionalLong some) {
                number.write(some.getAsLong(), out);
            } else {
                number.write(((OptionalDouble) value).getAsDouble(), out);
            }
        }

        @Override
        public Object read(JsonInput in) {
            Object value = number.read(in);
            if (value instanceof Integer some) {
                return OptionalInt.of(some);
            }
            return value instanceof Long some ? OptionalLong.of(some) : OptionalDouble.of((Double) value);
        }
    }
}
