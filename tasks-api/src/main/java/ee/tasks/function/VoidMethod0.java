package ee.tasks.function;

import java.io.Serializable;

/**
 * The shape of a task method with no arguments that returns nothing, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @since 1.0
 */
public interface VoidMethod0<B> extends Serializable {

    /**
     * Calls the method.
     *
     * @param bean the bean
     * @throws Exception whatever the method throws
     */
    void call(B bean) throws Exception;
}
