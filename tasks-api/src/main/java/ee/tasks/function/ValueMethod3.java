package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with three arguments that returns a value, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface ValueMethod3<B, A1, A2, A3, R> extends Serializable {

    R call(B bean, A1 a1, A2 a2, A3 a3) throws Exception;
}
