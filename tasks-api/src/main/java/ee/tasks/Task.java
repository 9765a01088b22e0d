package ee.tasks;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Declares a task: a public method of a CDI bean or of a session bean's local view, or a CDI producer of a
 * {@link TaskFunction}.
 *
 * <p>Enqueue it with a method reference, {@code tasks.enqueue(Newsletter::sendPageChanged, pageId, userId)}. If you call the method
 * directly, it just runs, without EE Tasks. Arguments and return value are stored as JSON and converted to the declared types; pass the id
 * of a JPA entity, not the entity.
 *
 * <p>A task may run more than once: make it idempotent, or {@link #atomic}. No transaction is active in it, unless it is atomic or the
 * bean's own {@code @Transactional} starts one. The request scope is active, and interceptors are called.
 *
 * <p>Configuration may override each member for one task:
 * {@code ee.tasks.task."com.acme.Newsletter.sendPageChanged".queue=bulk}. An invocation's options take precedence over those of the queue,
 * these over configuration, and configuration over this annotation.
 *
 * @since 1.0
 */
@Target({METHOD, FIELD})
@Retention(RUNTIME)
@Documented
public @interface Task {

    /**
     * The task's name, unique in a deployment. It is stored with every invocation, so set it before you rename the method, or keep the old
     * name in {@link #formerNames}. Default: the bean class's full name, a dot and the method's (or the producer's) name. At most 255
     * characters.
     */
    String value() default "";

    /**
     * The task's queue; one of the backend's {@code queues} if these are configured. 1 to 64 characters, without commas and double quotes.
     */
    String queue() default "default";

    /** From -100 to 100; higher runs first. */
    int priority() default 0;

    /** The name of the task's backend, see {@code ee.tasks.backends.<name>.type}. */
    String backend() default "default";

    /**
     * The timeout of one attempt, ISO-8601, for example {@code PT30S}, from PT0.01S to PT8760H; empty for none.
     *
     * <p>After the timeout the thread is interrupted, {@link TaskContext#isCancelled()} returns {@code true}, and the attempt fails with a
     * {@link java.util.concurrent.TimeoutException}, whatever the method then returns or throws. {@link Attempts} decide whether another
     * attempt follows. A method that has not returned 5 s later is abandoned: its thread goes on, its outcome is ignored, and another
     * attempt may run at the same time, unless a {@link Limit} lets only one run. A {@link java.util.concurrent.CompletionStage} is
     * cancelled; if the task has no timeout, the stage has that of {@code ee.tasks.stage-timeout}.
     *
     * <p>If the jpa store is an embedded H2 file, threads are not interrupted, since that would break the database. On the
     * {@code immediate} backend only stages have a timeout, since the method runs on the caller's thread.
     */
    String timeout() default "";

    /**
     * Whether the method and its completion commit in one JTA transaction: changes in the database happen exactly once. The method joins
     * the transaction, with or without {@code @Transactional}; if it throws anything, the transaction is rolled back. The method may still
     * be called again: after a failed attempt, a lost worker, a deadlock. Backends other than {@code jpa} complete the task after the
     * commit.
     */
    boolean atomic() default false;

    /**
     * Whether the task runs again after its worker was lost. If skipping a task is better than running it twice, set it to {@code false}:
     * when its worker is lost, the task becomes FAILED. Such a task has one attempt.
     */
    boolean rerunIfLost() default true;

    /**
     * How long after its enqueue, or after the time to which it is deferred, the task may start at the latest, ISO-8601, for example
     * {@code PT1H}, from PT0.000001S to P365000D; empty for ever. One that has not started by then is CANCELLED, see
     * {@link TaskOptions#expireAfter}.
     */
    String expireAfter() default "";

    /** The task's names in earlier versions: invocations stored under them still run, and the unique keys that these hold still count. */
    String[] formerNames() default {};
}
