package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with two arguments that returns nothing, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <A1> the type of argument 1
 * @param <A2> the type of argument 2
 * @since 1.0
 */
public interface VoidMethod2<B, A1, A2> extends Serializable {

    /**
     * Calls the method.
     *
     * @param bean the bean
     * @param a1 argument 1
     * @param a2 argument 2
     * @throws Exception whatever the method throws
     */
    void call(B bean, A1 a1, A2 a2) throws Exception;
}
