package ee.tasks;

import static java.util.Objects.requireNonNull;

import ee.tasks.TaskInvocation.Target;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;

/** Tells which method a serializable method reference names, once per call site: each has a class of its own. */
final class MethodReference extends ClassValue<AtomicReference<Target.Method>> {

    private static final MethodReference BY_LAMBDA_CLASS = new MethodReference();

    private MethodReference() {}

    @Override
    protected AtomicReference<Target.Method> computeValue(Class<?> lambdaClass) {
        return new AtomicReference<>();
    }

    static Target.Method resolve(Serializable reference) {
        AtomicReference<Target.Method> cached =
                BY_LAMBDA_CLASS.get(requireNonNull(reference, "task").getClass());
        Target.Method known = cached.get();
        if (known == null) {
            known = read(reference);
            cached.set(known);
        }
        return known;
    }

    private static Target.Method read(Serializable reference) {
        SerializedLambda lambda = serialized(reference);
        String implClass = lambda.getImplClass().replace('/', '.');
        String method = lambda.getImplMethodName();
        boolean captures = lambda.getCapturedArgCount() > 0;
        if (method.startsWith("lambda$") || method.startsWith("access$")) { // the latter is Eclipse's compiler
            throw refused(captures ? ApiMessage.REFERENCE_CAPTURES : ApiMessage.REFERENCE_IS_A_LAMBDA, implClass);
        }
        if (captures) {
            throw refused(ApiMessage.REFERENCE_IS_BOUND, simpleName(implClass), method);
        }
        if (lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic) {
            throw refused(ApiMessage.REFERENCE_IS_STATIC, implClass, method);
        }
        if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
            throw refused(ApiMessage.REFERENCE_IS_A_CONSTRUCTOR, simpleName(implClass));
        }
        return new Target.Method(beanClass(lambda, reference.getClass().getClassLoader()), method);
    }

    private static SerializedLambda serialized(Serializable reference) {
        Class<?> type = reference.getClass();
        try {
            Method writeReplace = type.getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return (SerializedLambda) writeReplace.invoke(reference);
        } catch (InaccessibleObjectException e) {
            String closed = "its module does not open the package %s to ee.tasks".formatted(type.getPackageName());
            throw new InvalidTaskException(ApiMessage.REFERENCE_NOT_RESOLVED.text(type.getName(), closed), e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            String own = "it is an object of a class of its own";
            throw new InvalidTaskException(ApiMessage.REFERENCE_NOT_RESOLVED.text(type.getName(), own), e);
        }
    }

    /** The instantiated type's first parameter: {@code implClass} may be a base class that is no bean. */
    private static Class<?> beanClass(SerializedLambda lambda, ClassLoader loader) {
        return MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader)
                .parameterType(0);
    }

    private static InvalidTaskException refused(ApiMessage why, Object... facts) {
        return new InvalidTaskException(why.text(facts));
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    }
}
