package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with one argument that returns a value, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface ValueMethod1<B, A1, R> extends Serializable {

    R call(B bean, A1 a1) throws Exception;
}
