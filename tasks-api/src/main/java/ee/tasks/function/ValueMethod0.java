package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with no arguments that returns a value, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface ValueMethod0<B, R> extends Serializable {

    R call(B bean) throws Exception;
}
