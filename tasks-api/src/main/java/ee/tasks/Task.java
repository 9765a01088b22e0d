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
 * <p>Enqueue it with a method reference, {@code tasks.enqueue(Newsletter::sendPageChanged, pageId, userId)}. Calling the
 * method directly just runs it, here and now. Arguments and the returned value travel as JSON, bound to the declared
 * types; pass the id of a JPA entity, not the entity.
 *
 * <p>A task runs at least once: make it idempotent, or {@link #atomic}. Inside it no transaction is active unless it is atomic or
 * the bean's own {@code @Transactional} starts one; the request scope is active, interceptors apply.
 *
 * <p>Whatever is said here, configuration may override per task:
 * {@code ee.tasks.task."com.acme.Newsletter.sendPageChanged".queue=bulk}. An invocation's own options come before a queue
 * copy's, these before configuration, configuration before this annotation.
 *
 * @since 1.0
 */
@Target({METHOD, FIELD})
@Retention(RUNTIME)
@Documented
public @interface Task {

    /**
     * The task's name, unique in a deployment; stored with every invocation, so it outlives a rename of the method.
     * Default: the bean class's full name, a dot and the method's (or the producer's) name. At most 255 characters.
     */
    String value() default "";

    /** The queue it goes to; must be one of the backend's {@code queues} where it lists any. 1 to 64 characters, without commas and double quotes. */
    String queue() default "default";

    /** From -100 to 100; higher runs first. */
    int priority() default 0;

    /** The name of the backend that takes it, see {@code ee.tasks.backends.<name>.type}. */
    String backend() default "default";

    /**
     * How long one attempt may take, ISO-8601, for example {@code PT30S}, from PT0.01S to PT8760H; empty means no limit.
     *
     * <p>When it is over the thread is interrupted, {@link TaskContext#isCancelled()} says so, and the attempt fails with a
     * {@link java.util.concurrent.TimeoutException}, whatever the method then returns or throws; {@link Attempts} decides
     * whether another follows. A method that has not returned 5 s later is abandoned: its thread goes on, its outcome is
     * dropped, another attempt may run beside it. A {@link java.util.concurrent.CompletionStage} is cancelled; without a timeout
     * it has that of {@code ee.tasks.stage-timeout}. Where the jpa store is an embedded H2 file, which an interrupt would break,
     * there is none. The {@code immediate} backend limits stages only, since the method runs on the caller's thread.
     */
    String timeout() default "";

    /**
     * Whether the method and its completion commit in one JTA transaction: exactly once for database effects. It joins the
     * transaction by {@code @Transactional} or without; whatever it throws rolls back. The method itself may be called again:
     * after a failed attempt, a lost worker, a deadlock. Backends other than {@code jpa} complete it after the commit.
     */
    boolean atomic() default false;

    /** Whether it is run again after the node that ran it was lost. Tasks that cannot bear that say {@code false}, and have one attempt. */
    boolean rerunIfLost() default true;

    /** Names it had in earlier versions: invocations that were stored under them still run, and unique keys that they hold count. */
    String[] formerNames() default {};
}
