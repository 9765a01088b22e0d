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
 * <p>The task's backend stores the schedule, so it needs {@code SCHEDULES}. The schedule is written when the application starts, and
 * retired when no node of the application declares it any longer. {@link ee.tasks.schedule.TaskSchedules} lists, pauses and runs schedules.
 * All times are the store's.
 *
 * <p>Configuration may override each member of a schedule, or switch it off, by its id:
 * {@code ee.tasks.schedule."com.acme.Newsletter.sendDigest".cron=0 4 * * *}.
 *
 * @since 1.0
 */
@Target({METHOD, FIELD})
@Retention(RUNTIME)
@Documented
@Repeatable(Recurring.Several.class)
public @interface Recurring {

    /**
     * The schedule's id, unique in a namespace, 1 to 255 characters. Default: the task's name. If a task has several schedules, each needs
     * an id.
     */
    String id() default "";

    /**
     * The cron expression: five fields (minute, hour, day of the month, month, day of the week) or six with seconds before them. Numbers,
     * names ({@code JAN}, {@code MON}), {@code *}, lists, ranges and steps; {@code L} and {@code L-2} for the end of the month, {@code 15W}
     * and {@code LW} for the weekday nearest, {@code FRI#2} and {@code 5L} for the second and the last Friday; Sunday is 0 or 7. One of
     * the two fields for days is {@code *} or {@code ?}. Excludes {@link #every}.
     *
     * <p>When clocks change, it behaves as cron(8). An expression with fixed times of day has one tick: at the end of the gap if the time
     * is skipped, and at the first of the two if the time occurs twice. An expression whose minutes or hours start with {@code *} follows
     * the wall clock.
     */
    String cron() default "";

    /** The time zone of {@link #cron}, in the format of {@link java.time.ZoneId#of}. */
    String zone() default "UTC";

    /** The interval between ticks, ISO-8601, from PT1S to P365D, whatever the outcome of the last run. Excludes {@link #cron}. */
    String every() default "";

    /** How long after its first declaration the schedule starts, ISO-8601, not negative. With {@link #every} the first tick is then. */
    String startDelay() default "PT0S";

    /** The task's arguments as a JSON array, one element for each parameter; {@code null} where the parameter may be null. */
    String arguments() default "[]";

    /** What happens to missed ticks. */
    MissedTicks missed() default MissedTicks.ONCE;

    /** How old a missed tick may be to run still, ISO-8601, from PT1M to P365D. */
    String catchUp() default "PT24H";

    /** What happens to a tick while the schedule's previous run has not finished. */
    Overlap overlap() default Overlap.SKIP;

    /** Each run starts a random time after its tick, up to this one, ISO-8601, from PT0S to P365D; needs {@code DEFER} unless zero. */
    String jitter() default "PT0S";

    /**
     * Several schedules of one task.
     *
     * @since 1.0
     */
    @Target({METHOD, FIELD})
    @Retention(RUNTIME)
    @Documented
    @interface Several {

        /** The schedules, each with an id of its own. */
        Recurring[] value();
    }
}
