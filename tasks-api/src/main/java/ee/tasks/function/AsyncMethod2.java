package ee.tasks.function;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * The shape of a task method with two arguments that returns a {@link CompletionStage}, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface AsyncMethod2<B, A1, A2, R> extends Serializable {

    CompletionStage<R> call(B bean, A1 a1, A2 a2) throws Exception;
}
