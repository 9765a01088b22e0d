package ee.tasks.function;

import java.util.concurrent.CompletionStage;

/**
 * The shape of a task method with no arguments that returns a {@link CompletionStage}, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <R> the type of the value that the stage completes with
 * @since 1.0
 */
public interface AsyncMethod0<B, R> extends ValueMethod0<B, CompletionStage<R>> {}
