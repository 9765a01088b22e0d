package ee.tasks.engine;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Whether a result may be read as a class. */
final class ResultTypes {

    private ResultTypes() {}

    /** Whether what is declared {@code declared} is a {@code wanted}, primitives and wrappers being the same. */
    static boolean fits(Type declared, Class<?> wanted) {
        return wrapped(wanted).isAssignableFrom(wrapped(raw(declared)));
    }

    static Class<?> raw(Type declared) {
        return declared instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : declared instanceof Class<?> type ? type : Object.class;
    }

    private static Class<?> wrapped(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
