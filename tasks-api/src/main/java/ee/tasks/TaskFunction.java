package ee.tasks;

/**
 * A task made by a CDI producer that carries {@link Task}, for tasks that are not methods of a bean:
 *
 * <pre>{@code
 * @Produces @Task("thumbnail")
 * TaskFunction<ImageRef, Void> thumbnail(Images images) { return ref -> { images.shrink(ref); return null; }; }
 * }</pre>
 *
 * Refer to it with {@code @Inject @OfTask("thumbnail") TaskHandle<ImageRef, Void>}. The producer's type arguments are the
 * JSON types of argument and result and must be concrete; {@code A} is {@link Void} for a task without an argument.
 * Called by several threads at once unless its scope says otherwise.
 *
 * @param <A> the argument's type
 * @param <R> the result's type
 * @since 1.0
 */
@FunctionalInterface
public interface TaskFunction<A, R> {

    /**
     * Runs the task once.
     *
     * @param argument the argument as read from JSON; {@code null} for a task without one
     * @return the result, which must be representable as JSON; may be {@code null}
     * @throws Exception any failure; the attempt has failed then
     */
    R apply(A argument) throws Exception;
}
