package ee.tasks.engine.json;

import java.lang.reflect.Type;
import java.util.List;

/** Tells which types can be a parameter or a result of a task. */
public final class PayloadTypes {

    private PayloadTypes() {}

    /**
     * Walks {@code type}, its type arguments and its properties.
     *
     * @param where where the type stands, the beginning of each text, such as {@code parameter 1 'order' of task 'x'}
     * @return what JSON-B cannot bind or would lose, each a sentence with an id; empty if nothing is known against it
     */
    public static List<String> problems(String where, Type type) {
        return DeclaredType.of(where, type).facts().problems();
    }

    /** Whether every value of {@code type} is known to survive the round trip, so that it need not be tried at each enqueue. */
    public static boolean isProven(Type type) {
        JsonForm form = CompositeForms.of(type);
        return form != null && form.isProven();
    }
}
