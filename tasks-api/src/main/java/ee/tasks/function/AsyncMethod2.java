package ee.tasks.function;

import java.util.concurrent.CompletionStage;

/**
 * The shape of a task method with two arguments that returns a {@link CompletionStage}, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <A1> the type of argument 1
 * @param <A2> the type of argument 2
 * @param <R> the type of the value that the stage completes with
 * @since 1.0
 */
public interface AsyncMethod2<B, A1, A2, R> extends ValueMethod2<B, A1, A2, CompletionStage<R>> {}
