package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with three arguments that returns a value, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <A1> the type of argument 1
 * @param <A2> the type of argument 2
 * @param <A3> the type of argument 3
 * @param <R> the type of the value
 * @since 1.0
 */
public interface ValueMethod3<B, A1, A2, A3, R> extends Serializable {

    /**
     * Calls the method.
     *
     * @param bean the bean
     * @param a1 argument 1
     * @param a2 argument 2
     * @param a3 argument 3
     * @return what the method returns
     * @throws Exception whatever the method throws
     */
    R call(B bean, A1 a1, A2 a2, A3 a3) throws Exception;
}
