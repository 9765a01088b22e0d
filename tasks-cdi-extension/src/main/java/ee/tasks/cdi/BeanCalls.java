package ee.tasks.cdi;

import ee.tasks.TaskFunction;
import ee.tasks.engine.TaskInvoker;
import ee.tasks.engine.json.Causes;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Calls beans for tasks: with the request scope active, on a contextual reference, so that interceptors apply. Dependent
 * objects made for the call are destroyed after it, or after the stage that it returned.
 */
final class BeanCalls {

    private final BeanManager beans;
    private final ModuleContexts modules;

    BeanCalls(BeanManager beans, ModuleContexts modules) {
        this.beans = beans;
        this.modules = modules;
    }

    TaskInvoker method(Bean<?> bean, Type beanType, Method method) {
        method.setAccessible(true); // a public method of a class that is not
        return arguments -> call(bean, beanType, reference -> invoke(method, reference, arguments));
    }

    @SuppressWarnings("unchecked") // its type arguments were read from the producer that made it
    TaskInvoker function(Bean<?> producer, Type producedType) {
        return arguments -> call(producer, producedType, reference -> ((TaskFunction<Object, Object>) reference)
                .apply(arguments.length == 0 ? null : arguments[0]));
    }

    @FunctionalInterface
    private interface BeanCall {

        Object on(Object reference) throws Throwable;
    }

    private Object call(Bean<?> bean, Type type, BeanCall call) throws Throwable {
        return modules.call(bean.getBeanClass(), () -> callHere(bean, type, call));
    }

    private Object callHere(Bean<?> bean, Type type, BeanCall call) throws Throwable {
        Instance<RequestContextController> scopes = beans.createInstance().select(RequestContextController.class);
        RequestContextController scope = scopes.get();
        CreationalContext<?> creation = beans.createCreationalContext(bean);
        boolean activated = scope.activate();
        boolean goesOn = false;
        try {
            Object returned = call.on(beans.getReference(bean, type, creation));
            if (returned instanceof CompletionStage<?> stage) {
                goesOn = true;
                return followed(stage, creation);
            }
            return returned;
        } finally {
            if (!goesOn) {
                creation.release();
            }
            if (activated) {
                scope.deactivate();
            }
            scopes.destroy(scope);
        }
    }

    /** A future of our own: whoever gives the stage up completes it, which ends the bean's life and cancels the stage. */
    private static CompletableFuture<Object> followed(CompletionStage<?> stage, CreationalContext<?> creation) {
        CompletableFuture<Object> followed = new CompletableFuture<>();
        followed.whenComplete((value, failure) -> {
            creation.release();
            if (failure != null) {
                cancel(stage);
            }
        });
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                followed.complete(value);
            } else {
                followed.completeExceptionally(failure);
            }
        });
        return followed;
    }

    private static void cancel(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException notCancellable) {
            // it goes on, and nobody waits for it
        }
    }

    private static Object invoke(Method method, Object reference, Object[] arguments) throws Throwable {
        try {
            return method.invoke(reference, arguments);
        } catch (InvocationTargetException e) {
            throw Causes.unwrapped(e.getCause(), BeanCalls::isEjbWrapper);
        }
    }

    /** Session beans wrap what they throw, once for each that calls another, which would hide it from {@code @Attempts(on)}. */
    private static boolean isEjbWrapper(Throwable failure) {
        return failure.getClass().getName().startsWith("jakarta.ejb.");
    }
}
