package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with four arguments that returns a value, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface ValueMethod4<B, A1, A2, A3, A4, R> extends Serializable {

    R call(B bean, A1 a1, A2 a2, A3 a3, A4 a4) throws Exception;
}
