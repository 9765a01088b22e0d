package ee.tasks.cdi;

import static java.lang.reflect.Modifier.isPublic;
import static java.lang.reflect.Modifier.isStatic;

import ee.tasks.Attempts;
import ee.tasks.Limit;
import ee.tasks.Recurring;
import ee.tasks.Task;
import ee.tasks.engine.limit.LimitMessage;
import ee.tasks.engine.recurrence.ScheduleMessage;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.SessionBeanType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** Finds the task methods of one bean, inherited ones too, and says what is wrong with them. */
final class TaskMethods {

    private final AnnotatedType<?> type;
    private final Bean<?> bean;
    private final SessionBeanType sessionType;
    private final BeanManager beans;
    private final BeanCalls calls;
    private final TypeVariables variables;
    private final List<String> problems;
    private final List<FoundTask> found = new ArrayList<>();

    /** @param sessionType {@code null} for a managed bean */
    TaskMethods(
            AnnotatedType<?> type,
            Bean<?> bean,
            SessionBeanType sessionType,
            BeanManager beans,
            BeanCalls calls,
            List<String> problems) {
        this.type = type;
        this.bean = bean;
        this.sessionType = sessionType;
        this.beans = beans;
        this.calls = calls;
        this.variables = new TypeVariables(type.getJavaClass());
        this.problems = problems;
    }

    List<FoundTask> find() {
        for (AnnotatedMethod<?> annotated : type.getMethods()) {
            Method method = annotated.getJavaMember();
            if (annotated.isAnnotationPresent(Produces.class) || method.isSynthetic() || isOverridden(method)) {
                continue;
            }
            Task task = annotated.getAnnotation(Task.class);
            Attempts attempts = annotated.getAnnotation(Attempts.class);
            List<Recurring> recurring = List.copyOf(annotated.getAnnotations(Recurring.class));
            List<Limit> limits = List.copyOf(annotated.getAnnotations(Limit.class));
            if (task != null) {
                add(annotated, task, attempts, recurring, limits);
                continue;
            }
            if (attempts != null) {
                problems.add(DeploymentMessage.ATTEMPTS_WITHOUT_TASK.text(location(method)));
            }
            if (!recurring.isEmpty()) {
                problems.add(ScheduleMessage.WITHOUT_TASK.text(location(method)));
            }
            if (!limits.isEmpty()) {
                problems.add(LimitMessage.WITHOUT_TASK.text(location(method)));
            }
        }
        return found;
    }

    private void add(
            AnnotatedMethod<?> annotated, Task task, Attempts attempts, List<Recurring> recurring, List<Limit> limits) {
        Method method = annotated.getJavaMember();
        int before = problems.size();
        check(method);
        Method callable = inTypeOfBean(method);
        Type returned = variables.resolve(method.getGenericReturnType());
        boolean stage = CompletionStage.class.isAssignableFrom(method.getReturnType());
        if (!stage && Future.class.isAssignableFrom(method.getReturnType())) {
            problems.add(DeploymentMessage.RETURNS_FUTURE.text(
                    location(method), method.getReturnType().getSimpleName()));
        }
        if (problems.size() > before) {
            return;
        }
        Type beanType = callable.getDeclaringClass().isInterface() ? callable.getDeclaringClass() : type.getJavaClass();
        found.add(new FoundTask(
                type.getJavaClass(),
                method.getName(),
                task,
                attempts,
                recurring,
                limits,
                Arrays.stream(method.getParameters()).map(Parameter::getName).toList(),
                Arrays.stream(method.getGenericParameterTypes())
                        .map(variables::resolve)
                        .toList(),
                stage ? stageResult(returned) : returned,
                true,
                stage,
                DeclaredTransactions.outside(type, annotated, beans),
                calls.method(bean, beanType, callable)));
    }

    private void check(Method method) {
        String location = location(method);
        require(isPublic(method.getModifiers()), DeploymentMessage.NOT_PUBLIC, location);
        require(!isStatic(method.getModifiers()), DeploymentMessage.STATIC, location);
        require(method.getTypeParameters().length == 0, DeploymentMessage.GENERIC, location);
        require(!method.isVarArgs(), DeploymentMessage.VARARGS, location);
        require(!isOverloaded(method), DeploymentMessage.OVERLOADED, location);
        require(sessionType != SessionBeanType.STATEFUL, DeploymentMessage.STATEFUL, location);
        if (sessionType == null) {
            TaskScopes.check("task method " + location, bean.getScope(), problems);
        }
        boolean asynchronous = Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals("jakarta.ejb.Asynchronous"));
        require(!asynchronous, DeploymentMessage.ASYNCHRONOUS, location);
    }

    private void require(boolean holds, DeploymentMessage otherwise, String location) {
        if (!holds) {
            problems.add(otherwise.text(location));
        }
    }

    /** A bean is called through a type that it has: its class, or an interface, as a local view, that has the method. */
    private Method inTypeOfBean(Method method) {
        if (bean.getTypes().contains(type.getJavaClass())) {
            return method;
        }
        for (Type view : bean.getTypes()) {
            if (view instanceof Class<?> local && local != Object.class) {
                try {
                    return local.getMethod(method.getName(), method.getParameterTypes());
                } catch (NoSuchMethodException notInThisView) {
                    // perhaps in another
                }
            }
        }
        problems.add(DeploymentMessage.NOT_IN_LOCAL_VIEW.text(location(method), whyInNoType()));
        return method;
    }

    private String whyInNoType() {
        if (sessionType != null) {
            return "no local view of the session bean has it; add it to a local business interface, or give the bean @LocalBean";
        }
        return type.getJavaClass().getTypeParameters().length > 0
                ? "its class has type parameters; declare it in a class without type parameters"
                : "@Typed leaves out the class, and names no interface that has it; add the class or an interface to @Typed";
    }

    private boolean isOverridden(Method method) {
        if (!isPublic(method.getModifiers()) || isStatic(method.getModifiers())) {
            return false;
        }
        return Arrays.stream(type.getJavaClass().getMethods())
                .anyMatch(other -> !other.isSynthetic()
                        && other.getName().equals(method.getName())
                        && method.getDeclaringClass() != other.getDeclaringClass()
                        && method.getDeclaringClass().isAssignableFrom(other.getDeclaringClass())
                        && Arrays.equals(resolved(other), resolved(method)));
    }

    private boolean isOverloaded(Method method) {
        return Arrays.stream(type.getJavaClass().getMethods())
                .filter(other -> !other.isSynthetic() && other.getName().equals(method.getName()))
                .anyMatch(other -> !Arrays.equals(resolved(other), resolved(method)));
    }

    private Type[] resolved(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .map(variables::resolve)
                .toArray(Type[]::new);
    }

    private String location(Method method) {
        return type.getJavaClass().getName() + "." + method.getName();
    }

    private static Type stageResult(Type stage) {
        return stage instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
    }
}
