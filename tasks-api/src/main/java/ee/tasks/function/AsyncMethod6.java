package ee.tasks.function;

import java.util.concurrent.CompletionStage;

/**
 * The shape of a task method with six arguments that returns a {@link CompletionStage}, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <A1> the type of argument 1
 * @param <A2> the type of argument 2
 * @param <A3> the type of argument 3
 * @param <A4> the type of argument 4
 * @param <A5> the type of argument 5
 * @param <A6> the type of argument 6
 * @param <R> the type of the value that the stage completes with
 * @since 1.0
 */
public interface AsyncMethod6<B, A1, A2, A3, A4, A5, A6, R>
        extends ValueMethod6<B, A1, A2, A3, A4, A5, A6, CompletionStage<R>> {}
