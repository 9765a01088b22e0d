package ee.tasks.engine.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A generic class with its type arguments. Equals every other with the same class and arguments; the owner does not count. */
public record GenericType(Class<?> raw, Type[] arguments, Type owner) implements ParameterizedType {

    public static GenericType of(Class<?> raw, Type... arguments) {
        return new GenericType(raw, arguments, raw.getDeclaringClass());
    }

    @Override
    public Type[] getActualTypeArguments() {
        return arguments.clone();
    }

    @Override
    public Type getRawType() {
        return raw;
    }

    @Override
    public Type getOwnerType() {
        return owner;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterizedType type
                && raw.equals(type.getRawType())
                && Arrays.equals(arguments, type.getActualTypeArguments());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(arguments) ^ raw.hashCode();
    }

    @Override
    public String toString() {
        return Arrays.stream(arguments)
                .map(Type::getTypeName)
                .collect(Collectors.joining(", ", raw.getName() + "<", ">"));
    }
}
