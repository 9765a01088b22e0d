package ee.tasks.engine.json;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import jakarta.json.bind.annotation.JsonbTypeSerializer;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which properties the JSON of a type can have. Where that is not certain, it may have any. */
public final class PropertyNames {

    /**
     * A property that there cannot be.
     *
     * @param type the type whose JSON would have it
     * @param name its name
     * @param known the names that there can be; empty if the JSON is no object
     */
    public record Missing(Type type, String name, Set<String> known) {}

    private PropertyNames() {}

    /**
     * Follows a path from property to property.
     *
     * @return the first one that there cannot be
     */
    public static Optional<Missing> missing(Type type, List<String> path) {
        try {
            return search(type, path);
        } catch (LinkageError | TypeNotPresentException e) { // which is a problem of the type itself
            return Optional.empty();
        }
    }

    private static Optional<Missing> search(Type type, List<String> path) {
        Type current = type;
        for (String name : path) {
            if (current == null || isFree(current)) {
                return Optional.empty();
            }
            Class<?> raw = TypeBindings.rawClass(current);
            Set<String> known = isObject(raw) ? names(raw) : Set.of();
            if (!known.contains(name)) {
                return Optional.of(new Missing(current, name, known));
            }
            // null for one that an adapter binds
            current =
                    current instanceof Class<?> ? BeanProperties.of(raw).types().get(name) : null;
        }
        return Optional.empty();
    }

    /** Whether its JSON may be anything: of maps, of types of JSON-P, and where annotations or subclasses decide. */
    private static boolean isFree(Type type) {
        Class<?> raw = TypeBindings.rawClass(type);
        boolean annotated = Stream.<Class<? extends Annotation>>of(
                        JsonbTypeAdapter.class,
                        JsonbTypeSerializer.class,
                        JsonbTypeDeserializer.class,
                        JsonbTypeInfo.class)
                .anyMatch(each -> isAnnotated(raw, each));
        boolean open = JdkTypes.isOfThePlatform(raw)
                || Map.class.isAssignableFrom(raw)
                || raw.isInterface()
                || Modifier.isAbstract(raw.getModifiers());
        return annotated || isObject(raw) && open;
    }

    private static boolean isObject(Class<?> raw) {
        return ScalarForm.of(raw) == null && !raw.isArray() && !raw.isEnum() && !Collection.class.isAssignableFrom(raw);
    }

    private static boolean isAnnotated(Class<?> type, Class<? extends Annotation> annotation) {
        return type != null
                && (type.isAnnotationPresent(annotation)
                        || isAnnotated(type.getSuperclass(), annotation)
                        || Arrays.stream(type.getInterfaces()).anyMatch(each -> isAnnotated(each, annotation)));
    }

    /** More than JSON-B sees: fields and methods under their own names and under those that annotations give them. */
    private static Set<String> names(Class<?> bean) {
        Set<String> names = new TreeSet<>();
        for (Method method : bean.getMethods()) {
            String property = BeanProperties.propertyOf(method);
            if (property != null) {
                names.add(property);
                names.add(method.getName()); // as Yasson names the getters of records
            }
        }
        for (Class<?> each = bean; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                names.add(field.getName());
                addAlias(names, field);
            }
            Stream.<Executable>concat(
                            Arrays.stream(each.getDeclaredConstructors()), Arrays.stream(each.getDeclaredMethods()))
                    .forEach(member -> {
                        addAlias(names, member);
                        for (Parameter parameter : member.getParameters()) {
                            addAlias(names, parameter);
                        }
                    });
        }
        return names;
    }

    private static void addAlias(Set<String> names, AnnotatedElement member) {
        JsonbProperty renamed = member.getAnnotation(JsonbProperty.class);
        if (renamed != null && !renamed.value().isEmpty()) {
            names.add(renamed.value());
        }
    }
}
