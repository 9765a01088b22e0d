package ee.tasks;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

record ResolvedInvocation<R>(Target target, List<Object> arguments, Values options, Class<R> returnType)
        implements TaskInvocation<R> {

    static <R> TaskInvocation<R> of(Serializable reference, Object... arguments) {
        return new ResolvedInvocation<>(MethodReference.resolve(reference), listOf(arguments), Values.NONE, null);
    }

    static TaskInvocation<?> named(String task, Object... arguments) {
        OptionRules.taskName(requireNonNull(task, "task"));
        requireNonNull(arguments, "arguments");
        return new ResolvedInvocation<>(new Target.Name(task), listOf(arguments), Values.NONE, null);
    }

    private static List<Object> listOf(Object[] arguments) {
        return Collections.unmodifiableList(Arrays.asList(arguments.clone())); // List.of refuses null
    }

    @Override
    public TaskInvocation<R> withOptions(Values newOptions) {
        return new ResolvedInvocation<>(target, arguments, requireNonNull(newOptions, "options"), returnType);
    }

    @Override
    public <T> TaskInvocation<T> returning(Class<T> type) {
        return new ResolvedInvocation<>(target, arguments, options, requireNonNull(type, "type"));
    }

    /** Arguments may be secrets: they never reach a log by way of this. */
    @Override
    public String toString() {
        return "TaskInvocation[%s, %d arguments]".formatted(target, arguments.size());
    }
}
