package ee.tasks.cdi;

import ee.tasks.Attempts;
import ee.tasks.Limit;
import ee.tasks.Recurring;
import ee.tasks.Task;
import ee.tasks.engine.TaskInvoker;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A declared task as it was found, before configuration has its say.
 *
 * @param beanClass the class of the bean that declares it
 * @param member the name of the method, or of the producer
 * @param attempts {@code null} if it has none
 * @param recurring its schedules
 * @param limits its limits
 * @param parameterNames their names, for messages
 * @param resultType what it returns; of a stage, what that completes with
 * @param outsideTransaction what is declared of it that keeps it out of its caller's transaction
 */
record FoundTask(
        Class<?> beanClass,
        String member,
        Task task,
        Attempts attempts,
        List<Recurring> recurring,
        List<Limit> limits,
        List<String> parameterNames,
        List<Type> parameterTypes,
        Type resultType,
        boolean isMethod,
        boolean returnsStage,
        List<String> outsideTransaction,
        TaskInvoker invoker) {

    String name() {
        return task.value().isEmpty() ? location() : task.value();
    }

    String scheduleId(Recurring declared) {
        return declared.id().isEmpty() ? name() : declared.id();
    }

    String limitName(Limit declared) {
        return declared.name().isEmpty() ? name() : declared.name();
    }

    /** The ids that it had before the task was renamed, where the id is the task's name; none that is another's now. */
    Set<String> formerScheduleIds(Recurring declared, Set<String> present) {
        return scheduleId(declared).equals(name())
                ? Stream.of(task.formerNames())
                        .filter(former -> !present.contains(former))
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    String location() {
        return beanClass.getName() + "." + member;
    }
}
