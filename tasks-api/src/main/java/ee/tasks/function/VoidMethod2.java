package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with two arguments that returns nothing, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface VoidMethod2<B, A1, A2> extends Serializable {

    void call(B bean, A1 a1, A2 a2) throws Exception;
}
