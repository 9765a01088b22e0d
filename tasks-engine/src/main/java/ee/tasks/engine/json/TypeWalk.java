package ee.tasks.engine.json;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/** Visits a type, its type arguments and its properties, each type once, and collects what cannot be JSON. */
final class TypeWalk {

    private static final int MAX_DEPTH = 50;
    private static final String ENTITY = "jakarta.persistence.Entity";

    private final String where;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private boolean unordered;
    private int depth;

    private TypeWalk(String where) {
        this.where = where;
    }

    static TypeFacts of(String where, Type type) {
        TypeWalk walk = new TypeWalk(where);
        walk.visit(type, "");
        Class<?> raw = TypeBindings.rawClass(type);
        return new TypeFacts(
                walk.problems, walk.names, walk.unordered, isBean(raw), isPolymorphic(raw), raw == Optional.class);
    }

    private static boolean isBean(Class<?> raw) {
        return !raw.isInterface()
                && !raw.isArray()
                && !raw.isEnum()
                && !JdkTypes.isOfThePlatform(raw)
                && !Collection.class.isAssignableFrom(raw)
                && !Map.class.isAssignableFrom(raw);
    }

    private static boolean isPolymorphic(Class<?> type) {
        return type != null
                && (type.isAnnotationPresent(JsonbTypeInfo.class)
                        || isPolymorphic(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(TypeWalk::isPolymorphic));
    }

    private void visit(Type type, String path) {
        // a class that uses itself with ever longer type arguments has no end
        if (depth == MAX_DEPTH || !seen.add(type.getTypeName())) {
            return;
        }
        depth++;
        try {
            visitNew(type, path);
        } catch (LinkageError | TypeNotPresentException e) {
            problem(JsonMessage.NOT_LOADABLE, path, type.getTypeName(), e.toString());
        } finally {
            depth--;
        }
    }

    private void visitNew(Type type, String path) {
        if (type instanceof TypeVariable<?> || type instanceof WildcardType) {
            problem(JsonMessage.TYPE_VARIABLE, path, type.getTypeName());
        } else if (type instanceof GenericArrayType array) {
            visitGenericArray(array, path);
        } else {
            visitClass(TypeBindings.rawClass(type), type, path);
        }
    }

    /** As a property it works; at the top or in a list, Yasson 3 takes the type for a bean. */
    private void visitGenericArray(GenericArrayType array, String path) {
        if (path.isEmpty() || path.endsWith("]")) {
            problem(JsonMessage.GENERIC_ARRAY, path, array.getTypeName());
        }
        visit(array.getGenericComponentType(), path + "[]");
    }

    private void visitClass(Class<?> raw, Type type, String path) {
        if (JdkTypes.isValue(raw)) {
            return;
        }
        if (raw == Object.class) {
            problem(JsonMessage.UNTYPED, path, "an Object");
        } else if (raw.isArray()) {
            visit(raw.getComponentType(), path + "[]");
        } else if (isRaw(type)) {
            problem(JsonMessage.UNTYPED, path, "a raw " + raw.getName());
        } else if (raw == Optional.class || JdkTypes.isCollection(raw) || JdkTypes.isMap(raw)) {
            visitArguments(raw, (ParameterizedType) type, path);
        } else if (!isRefused(raw, path) && !isBoundByItself(raw)) {
            visitOwn(raw, type, path);
        }
    }

    private static boolean isRaw(Type type) {
        return type instanceof Class<?> raw && raw.getTypeParameters().length > 0;
    }

    private void visitArguments(Class<?> raw, ParameterizedType type, String path) {
        Type[] arguments = type.getActualTypeArguments();
        unordered |= Set.class.isAssignableFrom(raw) || PriorityQueue.class.isAssignableFrom(raw);
        if (arguments.length == 2) {
            unordered |= !(CompositeForms.of(arguments[0]) instanceof ScalarForm); // written as an array of entries
            visit(arguments[0], path + "{key}");
        }
        Type last = arguments[arguments.length - 1];
        if (raw == Optional.class && isOptional(TypeBindings.rawClass(last))) {
            problem(JsonMessage.NESTED_OPTIONAL, path, last.getTypeName());
        }
        visit(last, raw == Optional.class ? path : path + "[]");
    }

    private static boolean isOptional(Class<?> raw) {
        return raw == Optional.class
                || raw == OptionalInt.class
                || raw == OptionalLong.class
                || raw == OptionalDouble.class;
    }

    private boolean isRefused(Class<?> raw, String path) {
        if (isEntity(raw)) {
            problem(JsonMessage.ENTITY, path, raw.getName());
        } else if (JdkTypes.isOneWay(raw)) {
            boolean again = raw == Iterable.class;
            problem(
                    JsonMessage.STREAM,
                    path,
                    raw.getName(),
                    again ? "does not say which collection to read" : "can be read only once");
        } else if (JdkTypes.isResource(raw)) {
            problem(JsonMessage.OPEN_RESOURCE, path, raw.getName());
        } else if (isFunction(raw)) {
            problem(JsonMessage.FUNCTION, path, raw.getName());
        } else if (JdkTypes.isOfThePlatform(raw) || Throwable.class.isAssignableFrom(raw)) {
            problem(JsonMessage.NO_JSON_FORM, path, raw.getName(), JdkTypes.instead(raw));
        } else {
            return false;
        }
        return true;
    }

    /** By the annotation's name: the persistence API need not be there. */
    private static boolean isEntity(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (var annotation : c.getAnnotations()) {
                if (annotation.annotationType().getName().equals(ENTITY)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFunction(Class<?> type) {
        if (!type.isInterface() || type.isSealed() || isPolymorphic(type) || type == Comparable.class) {
            return false;
        }
        List<Method> open = Stream.of(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !isOfObject(method))
                .toList();
        return open.size() == 1 && BeanProperties.propertyOf(open.get(0)) == null;
    }

    private static boolean isOfObject(Method method) {
        return Stream.of(Object.class.getMethods())
                .anyMatch(of -> of.getName().equals(method.getName())
                        && Arrays.equals(of.getParameterTypes(), method.getParameterTypes()));
    }

    private static boolean isBoundByItself(Class<?> raw) {
        return raw.isEnum()
                || raw.isAnnotationPresent(JsonbTypeAdapter.class)
                || raw.isAnnotationPresent(JsonbTypeDeserializer.class);
    }

    private void visitOwn(Class<?> raw, Type type, String path) {
        JsonbTypeInfo info = raw.getAnnotation(JsonbTypeInfo.class);
        if (info != null) {
            for (JsonbSubtype subtype : info.value()) {
                if (subtype.type() != raw) {
                    visit(subtype.type(), path);
                }
            }
        }
        if (Modifier.isAbstract(raw.getModifiers())) {
            if (info == null) {
                problem(JsonMessage.NO_SUBTYPES, path, raw.getName());
            }
        } else if (isUsable(raw, path)) {
            visitProperties(raw, type, path);
        }
    }

    private boolean isUsable(Class<?> raw, String path) {
        BeanProperties properties = BeanProperties.of(raw);
        if (!Modifier.isPublic(raw.getModifiers())) {
            problem(JsonMessage.NOT_PUBLIC, path, raw.getName());
        } else if (raw.isRecord() && raw.getTypeParameters().length > 0) {
            problem(JsonMessage.GENERIC_RECORD, path, raw.getName());
        } else if (raw.isRecord() && raw.getDeclaredConstructors().length > 1 && !properties.creator()) {
            problem(JsonMessage.RECORD_CONSTRUCTORS, path, raw.getName());
        } else if (!raw.isRecord() && !properties.isConstructible()) {
            problem(
                    JsonMessage.NOT_CONSTRUCTIBLE,
                    path,
                    raw.getName(),
                    properties.isInner()
                            ? "it is an inner class; make it static"
                            : "it needs a public or protected constructor without parameters, or one constructor or static"
                                    + " method with @JsonbCreator");
        } else if (isBean(raw) && !properties.isReadBack()) {
            problem(JsonMessage.NO_PROPERTIES, path, raw.getName());
        } else {
            return true;
        }
        return false;
    }

    private void visitProperties(Class<?> raw, Type type, String path) {
        TypeBindings bindings = TypeBindings.of(type);
        if (Collection.class.isAssignableFrom(raw)) {
            unordered |= Set.class.isAssignableFrom(raw);
            visit(bindings.resolve(Collection.class.getTypeParameters()[0]), path + "[]");
        } else if (Map.class.isAssignableFrom(raw)) {
            unordered = true;
            visit(bindings.resolve(Map.class.getTypeParameters()[0]), path + "{key}");
            visit(bindings.resolve(Map.class.getTypeParameters()[1]), path + "[]");
        } else {
            BeanProperties.of(raw).types().forEach((name, property) -> {
                names.add(name);
                visit(bindings.resolve(property), path.isEmpty() ? name : path + "." + name);
            });
        }
    }

    private void problem(JsonMessage message, String path, String... facts) {
        List<Object> all = new ArrayList<>();
        all.add(path.isEmpty() ? where : where + ", at '" + path + "',");
        all.addAll(List.of(facts));
        problems.add(message.text(all.toArray()));
    }
}
