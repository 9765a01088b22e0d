package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with no arguments that returns a value, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <R> the type of the value
 * @since 1.0
 */
public interface ValueMethod0<B, R> extends Serializable {

    /**
     * Calls the method.
     *
     * @param bean the bean
     * @return what the method returns
     * @throws Exception whatever the method throws
     */
    R call(B bean) throws Exception;
}
