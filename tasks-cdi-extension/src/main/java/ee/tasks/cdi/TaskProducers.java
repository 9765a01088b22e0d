package ee.tasks.cdi;

import ee.tasks.Attempts;
import ee.tasks.Limit;
import ee.tasks.Recurring;
import ee.tasks.Task;
import ee.tasks.TaskFunction;
import ee.tasks.engine.limit.LimitMessage;
import ee.tasks.engine.recurrence.ScheduleMessage;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Finds the tasks that producers make. */
final class TaskProducers {

    private TaskProducers() {}

    static Optional<FoundTask> find(AnnotatedMember<?> producer, Bean<?> bean, BeanCalls calls, List<String> problems) {
        Task task = producer.getAnnotation(Task.class);
        Attempts attempts = producer.getAnnotation(Attempts.class);
        List<Recurring> recurring = List.copyOf(producer.getAnnotations(Recurring.class));
        List<Limit> limits = List.copyOf(producer.getAnnotations(Limit.class));
        Class<?> declaring = producer.getJavaMember().getDeclaringClass();
        String member = producer.getJavaMember().getName();
        String location = declaring.getName() + "." + member;
        if (task == null) {
            if (attempts != null) {
                problems.add(DeploymentMessage.ATTEMPTS_WITHOUT_TASK.text(location));
            }
            if (!recurring.isEmpty()) {
                problems.add(ScheduleMessage.WITHOUT_TASK.text(location));
            }
            if (!limits.isEmpty()) {
                problems.add(LimitMessage.WITHOUT_TASK.text(location));
            }
            return Optional.empty();
        }
        checkScopes(producer, bean, "producer " + location, problems);
        Type produced = producer.getBaseType();
        if (!isConcreteFunction(produced)) {
            problems.add(DeploymentMessage.NOT_A_TASK_FUNCTION.text(location, produced.getTypeName()));
            return Optional.empty();
        }
        Type[] arguments = ((ParameterizedType) produced).getActualTypeArguments();
        boolean takesNothing = arguments[0] == Void.class;
        boolean stage = rawType(arguments[1]) != null && CompletionStage.class.isAssignableFrom(rawType(arguments[1]));
        return Optional.of(new FoundTask(
                declaring,
                member,
                task,
                attempts,
                recurring,
                limits,
                takesNothing ? List.of() : List.of("argument"),
                takesNothing ? List.of() : List.of(arguments[0]),
                stage && arguments[1] instanceof ParameterizedType generic
                        ? generic.getActualTypeArguments()[0]
                        : arguments[1],
                false,
                stage,
                List.of(),
                calls.function(bean, produced)));
    }

    /** What it makes, and the bean that makes it unless it is static, are had when the task runs. */
    private static void checkScopes(AnnotatedMember<?> producer, Bean<?> bean, String where, List<String> problems) {
        Optional<Class<? extends Annotation>> ofProducer = producer.isStatic()
                ? Optional.empty()
                : producer.getDeclaringType().getAnnotations().stream()
                        .<Class<? extends Annotation>>map(Annotation::annotationType)
                        .filter(TaskScopes::isNeverActive)
                        .findFirst();
        TaskScopes.check(where, ofProducer.orElse(bean.getScope()), problems);
    }

    private static boolean isConcreteFunction(Type type) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() == TaskFunction.class
                && Arrays.stream(generic.getActualTypeArguments())
                        .noneMatch(argument -> argument instanceof TypeVariable || argument instanceof WildcardType);
    }

    private static Class<?> rawType(Type type) {
        return type instanceof Class<?> plain
                ? plain
                : type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : null;
    }
}
