package ee.tasks.engine.json;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What the type variables of a class and its supertypes stand for, seen from one use of the class. */
final class TypeBindings {

    private final Map<TypeVariable<?>, Type> bindings = new HashMap<>();

    static TypeBindings of(Type type) {
        TypeBindings of = new TypeBindings();
        of.collect(type);
        return of;
    }

    private void collect(Type type) {
        if (type == null) {
            return;
        }
        Class<?> raw = rawClass(type);
        if (type instanceof ParameterizedType generic) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                bindings.putIfAbsent(variables[i], resolve(generic.getActualTypeArguments()[i]));
            }
        }
        collect(raw.getGenericSuperclass());
        for (Type inherited : raw.getGenericInterfaces()) {
            collect(inherited);
        }
    }

    /** With variables replaced as far as they are known. */
    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return bindings.getOrDefault(variable, variable);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(this::resolve)
                    .toArray(Type[]::new);
            return GenericType.of(rawClass(generic), arguments);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> raw ? raw.arrayType() : new GenericArray(component);
        }
        return type;
    }

    /** The class of {@code type}; {@code Object} of wildcards and variables. */
    static Class<?> rawClass(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(rawClass(array.getGenericComponentType()), 0)
                    .getClass();
        }
        return Object.class;
    }

    private record GenericArray(Type component) implements GenericArrayType {

        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public String toString() {
            return component.getTypeName() + "[]";
        }
    }
}
