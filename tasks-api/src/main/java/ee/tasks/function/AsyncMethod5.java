package ee.tasks.function;

import java.util.concurrent.CompletionStage;

/**
 * The shape of a task method with five arguments that returns a {@link CompletionStage}, written {@code Bean::method}.
 *
 * @param <B> the bean's class
 * @param <A1> the type of argument 1
 * @param <A2> the type of argument 2
 * @param <A3> the type of argument 3
 * @param <A4> the type of argument 4
 * @param <A5> the type of argument 5
 * @param <R> the type of the value that the stage completes with
 * @since 1.0
 */
public interface AsyncMethod5<B, A1, A2, A3, A4, A5, R>
        extends ValueMethod5<B, A1, A2, A3, A4, A5, CompletionStage<R>> {}
