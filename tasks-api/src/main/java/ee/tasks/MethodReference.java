package ee.tasks;

import static java.util.Objects.requireNonNull;

import ee.tasks.TaskInvocation.Target;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/** Tells which method a serializable method reference names, once per call site. */
final class MethodReference {

    private static final ClassValue<MethodReference> BY_LAMBDA_CLASS = new ClassValue<>() {
        @Override
        protected MethodReference computeValue(Class<?> lambdaClass) {
            return new MethodReference();
        }
    };

    private volatile Target.Method target;

    private MethodReference() {}

    static Target.Method resolve(Serializable reference) {
        requireNonNull(reference, "task");
        MethodReference cached = BY_LAMBDA_CLASS.get(reference.getClass());
        Target.Method known = cached.target;
        if (known == null) {
            known = read(reference);
            cached.target = known;
        }
        return known;
    }

    private static Target.Method read(Serializable reference) {
        SerializedLambda lambda = serialized(reference);
        String method = lambda.getImplMethodName();
        String implClass = lambda.getImplClass().replace('/', '.');
        if (method.startsWith("lambda$")) {
            throw new InvalidTaskException(
                    lambda.getCapturedArgCount() > 0
                            ? ApiMessage.REFERENCE_IS_BOUND.text("ItsClass", "method")
                            : ApiMessage.REFERENCE_IS_A_LAMBDA.text(implClass));
        }
        if (lambda.getCapturedArgCount() > 0) {
            throw new InvalidTaskException(ApiMessage.REFERENCE_IS_BOUND.text(simpleName(implClass), method));
        }
        switch (lambda.getImplMethodKind()) {
            case MethodHandleInfo.REF_invokeStatic ->
                throw new InvalidTaskException(ApiMessage.REFERENCE_IS_STATIC.text(implClass, method));
            case MethodHandleInfo.REF_newInvokeSpecial ->
                throw new InvalidTaskException(ApiMessage.REFERENCE_IS_A_CONSTRUCTOR.text(simpleName(implClass)));
            default -> {
                return new Target.Method(beanClass(lambda, reference.getClass().getClassLoader()), method);
            }
        }
    }

    private static SerializedLambda serialized(Serializable reference) {
        try {
            Method writeReplace = reference.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            if (writeReplace.invoke(reference) instanceof SerializedLambda lambda) {
                return lambda;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new InvalidTaskException(
                    ApiMessage.REFERENCE_NOT_RESOLVED.text(reference.getClass().getName()), e);
        }
        throw new InvalidTaskException(
                ApiMessage.REFERENCE_NOT_RESOLVED.text(reference.getClass().getName()));
    }

    /** The instantiated type's first parameter: {@code implClass} may be a base class that is no bean. */
    private static Class<?> beanClass(SerializedLambda lambda, ClassLoader loader) {
        return MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader)
                .parameterType(0);
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    }
}
