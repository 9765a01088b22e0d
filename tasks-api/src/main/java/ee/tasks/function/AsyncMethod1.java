package ee.tasks.function;

import java.util.concurrent.CompletionStage;

/**
 * The shape of a task method with one argument that returns a {@link CompletionStage}, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <A1> the type of argument 1
 * @param <R> the type of the value that the stage completes with
 * @since 1.0
 */
public interface AsyncMethod1<B, A1, R> extends ValueMethod1<B, A1, CompletionStage<R>> {}
