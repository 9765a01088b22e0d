package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with two arguments that returns a value, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface ValueMethod2<B, A1, A2, R> extends Serializable {

    R call(B bean, A1 a1, A2 a2) throws Exception;
}
