package ee.tasks.engine.json;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a task takes and returns, with the way to write and read each worked out once, at deployment. Thread-safe. */
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
     * Never refuses a type: {@link #problems()} does.
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

    /** What keeps its types from being JSON, each a sentence with an id that names task and parameter; for the deployment's report. */
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
