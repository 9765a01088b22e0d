package ee.tasks;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * How often a failing {@link Task} is attempted, and how long it waits between attempts. Without it, once.
 *
 * <p>The wait before attempt <i>n</i> + 1 is {@code delay * factor^(n-1)}, at most {@code maxDelay}, plus or minus a random
 * part of {@code jitter}; it is added to the store's time. Not MicroProfile's {@code @Retry}, which repeats a call within
 * the process: attempts survive a restart and hold no thread while they wait.
 *
 * <p>A task may decide itself when to be attempted again, by {@link TaskContext#retry} or {@link RetryLater}; such attempts count,
 * too.
 *
 * <p>Configuration may override each member for one task, {@code ee.tasks.task."<name>".max-attempts} for instance.
 *
 * <p>The {@code immediate} backend makes one attempt only.
 *
 * @since 1.0
 */
@Target({METHOD, FIELD})
@Retention(RUNTIME)
@Documented
public @interface Attempts {

    /** How many attempts in all, the first included; at least 1. */
    int max();

    /** The wait after the first failure, ISO-8601, not negative. */
    String delay() default "PT10S";

    /** What the wait is multiplied by after each further failure; at least 1. */
    double factor() default 2;

    /** The longest wait, ISO-8601; not shorter than {@code delay}. */
    String maxDelay() default "PT1H";

    /** The random part of the wait, as a fraction from 0 to 1. */
    double jitter() default 0.1;

    /** Failures that are attempted again; others fail the task at once. */
    Class<? extends Throwable>[] on() default {Throwable.class};

    /** Failures that are never attempted again, even when {@code on} names them. */
    Class<? extends Throwable>[] notOn() default {};
}
