package ee.tasks.engine;

import ee.tasks.InvalidTaskException;
import ee.tasks.Task;
import ee.tasks.TaskInvocation.Target;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tasks of the deployment: the only place that knows bean methods. Immutable, thread-safe. */
public final class TaskRegistry {

    private final Map<String, TaskDefinition> byName = new HashMap<>();
    private final Collection<TaskDefinition> definitions;
    private final Map<Target.Method, TaskDefinition> byReference = new ConcurrentHashMap<>();

    /** @param definitions their names, former ones included, are unique */
    public TaskRegistry(Collection<TaskDefinition> definitions) {
        this.definitions = List.copyOf(definitions);
        for (TaskDefinition task : definitions) {
            task.formerNames().forEach(former -> byName.put(former, task));
            byName.put(task.name(), task);
        }
    }

    /** The task of this name, or that once had it. */
    public Optional<TaskDefinition> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What the task of this name is called now; the name itself if there is none. */
    String currentName(String name) {
        TaskDefinition task = byName.get(name);
        return task == null ? name : task.name();
    }

    /** Every name that means a task here, former ones included. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /** The names of the atomic ones, in order. */
    public SortedSet<String> atomicNames() {
        return definitions.stream()
                .filter(task -> task.settings().atomic())
                .map(TaskDefinition::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of those of a backend that have a limit, in order. */
    public SortedSet<String> limitedNames(String backend) {
        return definitions.stream()
                .filter(task -> !task.settings().limits().isEmpty())
                .filter(task -> task.settings().backend().equals(backend))
                .map(TaskDefinition::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The task that a method reference means: the class's own method, or the one bean method that implements it. */
    TaskDefinition get(Target.Method reference) {
        TaskDefinition known = byReference.get(reference);
        return known != null ? known : byReference.computeIfAbsent(reference, this::search);
    }

    private TaskDefinition search(Target.Method reference) {
        List<TaskDefinition> candidates = definitions.stream()
                .filter(task -> task.isMethod() && task.member().equals(reference.name()))
                .filter(task -> reference.type().isAssignableFrom(task.beanClass()))
                .toList();
        List<TaskDefinition> exact = candidates.stream()
                .filter(task -> task.beanClass() == reference.type())
                .toList();
        List<TaskDefinition> meant = exact.isEmpty() ? candidates : exact;
        if (meant.isEmpty()) {
            throw new InvalidTaskException(
                    CoreMessage.NOT_A_TASK.text(reference.type().getName(), reference.name(), wayOut(reference)));
        }
        if (meant.size() > 1) {
            String names = meant.stream().map(TaskDefinition::location).sorted().collect(Collectors.joining(", "));
            throw new InvalidTaskException(
                    CoreMessage.SEVERAL_TASKS.text(reference.type().getName(), reference.name(), names));
        }
        return meant.get(0);
    }

    private static String wayOut(Target.Method reference) {
        Class<?> type = reference.type();
        if (carriesTask(type, reference.name())) {
            return "it has @Task, but no bean here has the method: give its class a scope such as @ApplicationScoped, and each"
                    + " method that overrides it @Task";
        }
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .flatMap(each -> Stream.concat(Stream.of(each), Stream.of(each.getInterfaces())))
                .filter(each -> carriesTask(each, reference.name()))
                .findFirst()
                .map(each -> "it overrides the method of %s, but does not inherit @Task; give it @Task"
                        .formatted(each.getName()))
                .orElse("give the method @Task, and its class a scope such as @ApplicationScoped");
    }

    private static boolean carriesTask(Class<?> type, String method) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(each -> each.getName().equals(method) && each.isAnnotationPresent(Task.class));
    }
}
