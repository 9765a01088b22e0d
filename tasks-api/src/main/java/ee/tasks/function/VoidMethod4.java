package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with four arguments that returns nothing, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface VoidMethod4<B, A1, A2, A3, A4> extends Serializable {

    void call(B bean, A1 a1, A2 a2, A3 a3, A4 a4) throws Exception;
}
