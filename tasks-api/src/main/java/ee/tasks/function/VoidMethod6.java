package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with six arguments that returns nothing, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <A1> the type of argument 1
 * @param <A2> the type of argument 2
 * @param <A3> the type of argument 3
 * @param <A4> the type of argument 4
 * @param <A5> the type of argument 5
 * @param <A6> the type of argument 6
 * @since 1.0
 */
public interface VoidMethod6<B, A1, A2, A3, A4, A5, A6> extends Serializable {

    /**
     * Calls the method.
     *
     * @param bean the bean
     * @param a1 argument 1
     * @param a2 argument 2
     * @param a3 argument 3
     * @param a4 argument 4
     * @param a5 argument 5
     * @param a6 argument 6
     * @throws Exception whatever the method throws
     */
    void call(B bean, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) throws Exception;
}
