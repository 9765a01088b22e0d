package ee.tasks.cdi;

import ee.tasks.engine.json.GenericType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What the type variables of a class's supertypes stand for in that class. */
final class TypeVariables {

    private final Map<TypeVariable<?>, Type> meanings = new HashMap<>();

    TypeVariables(Class<?> beanClass) {
        collect(beanClass);
    }

    /** Whether it has no wildcards and no type variables in it; CDI has no beans of other types. */
    static boolean isConcrete(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments()).allMatch(TypeVariables::isConcrete);
        }
        return type instanceof GenericArrayType array
                ? isConcrete(array.getGenericComponentType())
                : type instanceof Class<?>;
    }

    /** The type with every variable replaced that has a meaning. */
    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            Type meaning = meanings.get(variable);
            return meaning == null ? variable : resolve(meaning);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(this::resolve)
                    .toArray(Type[]::new);
            return Arrays.equals(arguments, generic.getActualTypeArguments())
                    ? generic
                    : new GenericType((Class<?>) generic.getRawType(), arguments, generic.getOwnerType());
        }
        if (type instanceof GenericArrayType array
                && resolve(array.getGenericComponentType()) instanceof Class<?> raw) {
            return raw.arrayType();
        }
        return type;
    }

    private void collect(Class<?> type) {
        if (type == null) {
            return;
        }
        learn(type.getGenericSuperclass());
        for (Type implemented : type.getGenericInterfaces()) {
            learn(implemented);
        }
        collect(type.getSuperclass());
        for (Class<?> implemented : type.getInterfaces()) {
            collect(implemented);
        }
    }

    private void learn(Type supertype) {
        if (supertype instanceof ParameterizedType generic) {
            TypeVariable<?>[] variables = ((Class<?>) generic.getRawType()).getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                meanings.put(variables[i], generic.getActualTypeArguments()[i]);
            }
        }
    }
}
