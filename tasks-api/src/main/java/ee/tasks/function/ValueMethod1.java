package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with one argument that returns a value, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <A1> the type of argument 1
 * @param <R> the type of the value
 * @since 1.0
 */
public interface ValueMethod1<B, A1, R> extends Serializable {

    /**
     * Calls the method.
     *
     * @param bean the bean
     * @param a1 argument 1
     * @return what the method returns
     * @throws Exception whatever the method throws
     */
    R call(B bean, A1 a1) throws Exception;
}
