package ee.tasks.core.json;

import java.lang.reflect.Type;
import java.util.List;

/** What a task takes and returns, with the way to write and read each worked out once, at deployment. Thread-safe. */
public final class PayloadSignature {

    private final String task;
    private final List<PayloadParameter> parameters;
    private final Type result;

    private PayloadSignature(String task, List<PayloadParameter> parameters, Type result) {
        this.task = task;
        this.parameters = List.copyOf(parameters);
        this.result = result;
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
        return result;
    }

    /** What keeps its types from being JSON, each a sentence with an id that names task and parameter; for the deployment's report. */
    public List<String> problems() {
        throw new UnsupportedOperationException();
    }
}
