package ee.tasks.engine.json;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The types of a task's parameters and result. How to write and read each is decided once, at deployment. Thread-safe. */
public final class PayloadSignature {

    private final String task;
    private final List<PayloadParameter> parameters;
    private final List<DeclaredType> declaredTypes;
    private final DeclaredType result;

    private PayloadSignature(String task, List<PayloadParameter> parameters, Type result) {
        this.task = requireNonNull(task, "task");
        this.parameters = List.copyOf(parameters);
        this.result = DeclaredType.of("the result of task '" + task + "'", result);
        List<DeclaredType> all = new ArrayList<>();
        for (PayloadParameter parameter : parameters) {
            all.add(DeclaredType.of(
                    "parameter " + (all.size() + 1) + " '" + parameter.name() + "' of task '" + task + "'",
                    parameter.type()));
        }
        this.declaredTypes = List.copyOf(all);
    }

    /**
     * Accepts every type; {@link #problems()} tells which of them cannot be JSON.
     *
     * @param result what the method returns, {@code void.class} for nothing; of a {@code CompletionStage<R>} the {@code R}
     */
    public static PayloadSignature of(String task, List<PayloadParameter> parameters, Type result) {
        return new PayloadSignature(task, parameters, result);
    }

    public String task() {
        return task;
    }

    public List<PayloadParameter> parameters() {
        return parameters;
    }

    public Type result() {
        return result.type();
    }

    /** Why its types cannot be JSON, for the report of the deployment: sentences with an id, each names the task and the parameter. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        declaredTypes.forEach(declared -> problems.addAll(declared.facts().problems()));
        problems.addAll(result.facts().problems());
        return problems;
    }

    List<DeclaredType> declaredTypes() {
        return declaredTypes;
    }

    DeclaredType declaredResult() {
        return result;
    }

    /** The parameters for a message, such as {@code  (long pageId, long userId)}; empty if there are none. */
    String parameterList() {
        return parameters.isEmpty()
                ? ""
                : parameters.stream()
                        .map(parameter -> parameter.type().getTypeName() + " " + parameter.name())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
