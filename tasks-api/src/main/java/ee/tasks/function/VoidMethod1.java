package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with one argument that returns nothing, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <A1> the type of argument 1
 * @since 1.0
 */
public interface VoidMethod1<B, A1> extends Serializable {

    /**
     * Calls the method.
     *
     * @param bean the bean
     * @param a1 argument 1
     * @throws Exception whatever the method throws
     */
    void call(B bean, A1 a1) throws Exception;
}
