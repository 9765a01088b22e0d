package ee.tasks.engine.json;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a value with what JSON-B read back. Comparing the JSON is not enough, because JSON-B writes some different values alike:
 * {@code -0f} as 0, a {@code YearMonth} before the year 1 by the year of its era, a relative {@code URI} as one with a scheme. The walk
 * visits the properties that JSON-B sees. Adapters for these types would refuse such values earlier, but with them Yasson 3 fails on
 * maps that have these types as keys.
 */
final class AlikeInJson {

    private static final Set<Class<?>> TYPES = Set.of(Float.class, YearMonth.class, URI.class);

    private static final ClassValue<List<Reader>> READERS = new ClassValue<>() {
        @Override
        protected List<Reader> computeValue(Class<?> bean) {
            return readers(bean);
        }
    };

    @FunctionalInterface
    private interface Reader {
        Object read(Object bean) throws ReflectiveOperationException;
    }

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private AlikeInJson() {}

    /** @return {@code true} if every value of {@link #TYPES} came back equal */
    static boolean isSame(Object before, Object after) {
        return new AlikeInJson().same(before, after);
    }

    private boolean same(Object before, Object after) {
        if (before == null || after == null) {
            return true;
        }
        Class<?> type = before.getClass();
        if (TYPES.contains(type)) {
            return type != after.getClass() || before.equals(after);
        } else if (before instanceof Optional<?> one && after instanceof Optional<?> other) {
            return same(one.orElse(null), other.orElse(null));
        } else if (before instanceof float[] one && after instanceof float[] other) {
            return Arrays.equals(one, other);
        } else if (before instanceof Object[] one && after instanceof Object[] other) {
            return sameItems(Arrays.asList(one), Arrays.asList(other));
        } else if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            return sameEntries(one, other);
        } else if (before instanceof Set<?> one && after instanceof Set<?> other) {
            return one.stream().filter(AlikeInJson::isOfType).allMatch(other::contains);
        } else if (before instanceof Collection<?> one && after instanceof Collection<?> other) {
            return sameItems(one, other);
        }
        return JdkTypes.isOfThePlatform(type)
                || type != after.getClass()
                || !seen.add(before)
                || sameProperties(READERS.get(type), before, after);
    }

    private static boolean isOfType(Object value) {
        return value != null && TYPES.contains(value.getClass());
    }

    private boolean sameItems(Collection<?> before, Collection<?> after) {
        Iterator<?> others = after.iterator();
        for (Object item : before) {
            if (others.hasNext() && !same(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    private boolean sameEntries(Map<?, ?> before, Map<?, ?> after) {
        for (Map.Entry<?, ?> entry : before.entrySet()) {
            Object key = entry.getKey();
            if (key != null && (isOfType(key) && !after.containsKey(key) || !same(entry.getValue(), after.get(key)))) {
                return false;
            }
        }
        return true;
    }

    private boolean sameProperties(List<Reader> readers, Object before, Object after) {
        for (Reader reader : readers) {
            try {
                if (!same(reader.read(before), reader.read(after))) {
                    return false;
                }
            } catch (ReflectiveOperationException notReadable) {
                continue; // JSON-B has read it, and the JSON was the same
            }
        }
        return true;
    }

    private static List<Reader> readers(Class<?> bean) {
        List<Reader> readers = new ArrayList<>();
        Set<String> properties = BeanProperties.of(bean).types().keySet();
        for (Method method : bean.getMethods()) {
            boolean isComponent = bean.isRecord() && method.getParameterCount() == 0;
            String name = isComponent ? method.getName() : BeanProperties.propertyOf(method);
            if (name != null && properties.contains(name) && isOpen(method)) {
                readers.add(method::invoke);
            }
        }
        for (Field field : bean.getFields()) {
            if (properties.contains(field.getName()) && isOpen(field)) {
                readers.add(field::get);
            }
        }
        return List.copyOf(readers);
    }

    private static boolean isOpen(AccessibleObject member) {
        return member.trySetAccessible();
    }
}
