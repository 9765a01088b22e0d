package ee.tasks.function;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * The shape of a task method with no arguments that returns a {@link CompletionStage}, written {@code Bean::method}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface AsyncMethod0<B, R> extends Serializable {

    CompletionStage<R> call(B bean) throws Exception;
}
