package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with five arguments that returns nothing, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface VoidMethod5<B, A1, A2, A3, A4, A5> extends Serializable {

    void call(B bean, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) throws Exception;
}
