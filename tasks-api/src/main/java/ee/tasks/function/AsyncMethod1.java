package ee.tasks.function;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * The shape of a task method with one argument that returns a {@link CompletionStage}, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface AsyncMethod1<B, A1, R> extends Serializable {

    CompletionStage<R> call(B bean, A1 a1) throws Exception;
}
