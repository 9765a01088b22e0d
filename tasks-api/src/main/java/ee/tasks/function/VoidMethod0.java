package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with no arguments that returns nothing, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface VoidMethod0<B> extends Serializable {

    void call(B bean) throws Exception;
}
