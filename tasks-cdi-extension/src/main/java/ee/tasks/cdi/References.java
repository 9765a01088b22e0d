package ee.tasks.cdi;

import ee.tasks.Backend;
import ee.tasks.OfTask;
import ee.tasks.TaskHandle;
import ee.tasks.TaskQueue;
import ee.tasks.admin.TaskAdmin;
import ee.tasks.engine.TaskDefinition;
import ee.tasks.engine.TaskRegistry;
import ee.tasks.engine.json.GenericType;
import ee.tasks.engine.text.Suggestion;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the application refers to by name: tasks in handles and observers, backends in queues. */
final class References {

    /** An injected handle. */
    record Handle(Type type, OfTask task) {}

    private final Map<Handle, String> handles = new LinkedHashMap<>();
    private final List<String> withOpenTypes = new ArrayList<>();
    private final Map<String, String> backends = new LinkedHashMap<>();
    private final Map<String, String> observed = new LinkedHashMap<>();

    void add(InjectionPoint point) {
        Type type = provided(point.getType());
        Class<?> raw = raw(type);
        if (raw == TaskHandle.class) {
            qualifier(point.getQualifiers(), OfTask.class).ifPresent(task -> {
                if (TypeVariables.isConcrete(type)) {
                    handles.putIfAbsent(new Handle(type, OfTask.Literal.of(task.value())), describe(point));
                } else {
                    withOpenTypes.add(
                            DeploymentMessage.RAW_HANDLE.text(describe(point), "with wildcards or type variables"));
                }
            });
        } else if (raw == TaskQueue.class || raw == TaskAdmin.class) {
            qualifier(point.getQualifiers(), Backend.class)
                    .ifPresent(backend -> backends.putIfAbsent(backend.value(), describe(point)));
        }
    }

    /** What {@code Instance.select} may ask for although nothing injects it. */
    void add(FoundTask task) {
        if (task.parameterTypes().size() <= 1) {
            Type argument = task.parameterTypes().isEmpty()
                    ? Void.class
                    : boxed(task.parameterTypes().get(0));
            Type handle = GenericType.of(TaskHandle.class, argument, boxed(task.resultType()));
            if (TypeVariables.isConcrete(handle)) { // else its types are a problem of the task itself
                handles.putIfAbsent(new Handle(handle, OfTask.Literal.of(task.name())), task.location());
            }
        }
    }

    void add(ObserverMethod<?> observer) {
        qualifier(observer.getObservedQualifiers(), OfTask.class)
                .ifPresent(task -> observed.putIfAbsent(
                        task.value(),
                        "an observer in " + observer.getBeanClass().getName()));
    }

    /** What is wrong with handles of which CDI can have no bean. */
    List<String> withOpenTypes() {
        return withOpenTypes;
    }

    Set<Handle> handles() {
        return handles.keySet();
    }

    /** The referred backends and the configured ones. */
    List<Backend> backends(Collection<String> configured) {
        Set<String> names = new LinkedHashSet<>(configured);
        names.addAll(backends.keySet());
        return names.stream().<Backend>map(Backend.Literal::of).toList();
    }

    void check(TaskRegistry registry, DefinitionFactory factory, List<String> problems) {
        backends.forEach((backend, where) -> factory.backend(where, backend));
        observed.forEach((task, where) -> find(registry, task, where, problems)
                .filter(found -> !found.name().equals(task))
                .ifPresent(
                        found -> problems.add(DeploymentMessage.FORMER_NAME_OBSERVED.text(where, task, found.name()))));
        handles.forEach((handle, where) -> find(registry, handle.task().value(), where, problems)
                .ifPresent(task -> checkTypes(handle, where, task, problems)));
    }

    private static Optional<TaskDefinition> find(
            TaskRegistry registry, String task, String where, List<String> problems) {
        Optional<TaskDefinition> found = registry.find(task);
        if (found.isEmpty()) {
            problems.add(
                    DeploymentMessage.TASK_UNKNOWN.text(where, task, Suggestion.didYouMean(task, registry.names())));
        }
        return found;
    }

    private static void checkTypes(Handle handle, String where, TaskDefinition task, List<String> problems) {
        if (!(handle.type() instanceof ParameterizedType generic)) {
            problems.add(DeploymentMessage.RAW_HANDLE.text(where, "without type arguments"));
            return;
        }
        Type argument = generic.getActualTypeArguments()[0];
        Type result = generic.getActualTypeArguments()[1];
        List<Type> parameters = task.signature().parameters().stream()
                .map(parameter -> parameter.type())
                .toList();
        boolean argumentFits = parameters.isEmpty()
                ? argument == Void.class
                : parameters.size() == 1 && boxed(parameters.get(0)).equals(argument);
        if (!argumentFits || !boxed(task.signature().result()).equals(result)) {
            problems.add(DeploymentMessage.HANDLE_DOES_NOT_FIT.text(
                    where,
                    argument.getTypeName(),
                    result.getTypeName(),
                    task.name(),
                    parameters.isEmpty()
                            ? "nothing"
                            : String.join(
                                    ", ",
                                    parameters.stream().map(Type::getTypeName).toList()),
                    task.signature().result().getTypeName()));
        }
    }

    private static Type boxed(Type type) {
        return type instanceof Class<?> plain
                ? MethodType.methodType(plain).wrap().returnType()
                : type;
    }

    /** What an {@code Instance} or {@code Provider} gives. */
    private static Type provided(Type type) {
        Class<?> raw = raw(type);
        boolean lookup = raw == Instance.class || raw == Provider.class;
        return lookup && type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : type instanceof Class<?> plain ? plain : null;
    }

    private static <A extends Annotation> Optional<A> qualifier(Set<Annotation> qualifiers, Class<A> type) {
        return qualifiers.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static String describe(InjectionPoint point) {
        return point.getMember().getDeclaringClass().getName() + "."
                + point.getMember().getName();
    }
}
