package ee.tasks;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Runs a {@link Task} again and again, by {@link #cron} or by {@link #every}: each tick enqueues it once, however many nodes there are.
 *
 * <pre>{@code
 * @Task
 * @Recurring(cron = "0 3 * * *", zone = "Europe/London")
 * public void sendDigest() { ... }
 * }</pre>
 *
 * <p>The schedule is kept where the task's backend keeps its tasks, so that backend needs {@code SCHEDULES}; it is written when the
 * application starts, and retired when no node of the application declares it any longer. {@link ee.tasks.schedule.TaskSchedules} lists, pauses and
 * runs it. Time is the store's time.
 *
 * <p>Configuration may override each member, and switch a schedule off, by its id:
 * {@code ee.tasks.schedule."com.acme.Newsletter.sendDigest".cron=0 4 * * *}.
 *
 * @since 1.0
 */
@Target({METHOD, FIELD})
@Retention(RUNTIME)
@Documented
@Repeatable(Recurring.Several.class)
public @interface Recurring {

    /** The schedule's id, unique in a namespace, 1 to 255 characters. Default: the task's name; several of one task need one each. */
    String id() default "";

    /**
     * When: five fields (minute, hour, day of the month, month, day of the week) or six with seconds before them. Numbers, names
     * ({@code JAN}, {@code MON}), {@code *}, lists, ranges and steps; {@code L} and {@code L-2} for the end of the month, {@code 15W}
     * and {@code LW} for the weekday nearest, {@code FRI#2} and {@code 5L} for the second and the last Friday; Sunday is 0 or 7. One of
     * the two fields for days is {@code *} or {@code ?}. Excludes {@link #every}.
     *
     * <p>In the nights in which the clocks change it does as cron(8): what has certain times of day runs once, at the end of the gap
     * if its time is left out and the first time if it comes twice; what begins with {@code *} in its minutes or hours follows the
     * clock on the wall.
     */
    String cron() default "";

    /** The time zone of {@link #cron}, as {@link java.time.ZoneId#of} takes it. */
    String zone() default "UTC";

    /** The distance between ticks, ISO-8601, from PT1S to P365D, whatever came of the last run. Excludes {@link #cron}. */
    String every() default "";

    /** How long after it was first declared it begins, ISO-8601, not negative. With {@link #every} its first tick is then. */
    String startDelay() default "PT0S";

    /** The task's arguments as a JSON array, one element for each parameter; {@code null} where the parameter may be null. */
    String arguments() default "[]";

    /** What becomes of ticks that nobody was there for. */
    MissedTicks missed() default MissedTicks.ONCE;

    /** How old a missed tick may be to run at all, ISO-8601, from PT1M to P365D. */
    String catchUp() default "PT24H";

    /** What becomes of a tick whose schedule's previous run has not finished. */
    Overlap overlap() default Overlap.SKIP;

    /** Each run begins a random time later, up to this one, ISO-8601, from PT0S to P365D; needs {@code DEFER} unless zero. */
    String jitter() default "PT0S";

    /**
     * Several of one task.
     *
     * @since 1.0
     */
    @Target({METHOD, FIELD})
    @Retention(RUNTIME)
    @Documented
    @interface Several {

        /** Each with an id of its own. */
        Recurring[] value();
    }
}
