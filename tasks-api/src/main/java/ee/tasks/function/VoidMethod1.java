package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with one argument that returns nothing, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface VoidMethod1<B, A1> extends Serializable {

    void call(B bean, A1 a1) throws Exception;
}
