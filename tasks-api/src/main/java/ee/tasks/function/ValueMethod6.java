package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with six arguments that returns a value, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface ValueMethod6<B, A1, A2, A3, A4, A5, A6, R> extends Serializable {

    R call(B bean, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) throws Exception;
}
