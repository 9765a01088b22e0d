package ee.tasks;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Limits how many runs of a {@link Task} go on at once, how many start in a time, or both, over all nodes of a namespace.
 *
 * <pre>{@code
 * @Task
 * @Limit(name = "openai", rate = "100/PT1M")
 * @Limit(concurrent = 1, key = "{0.customer}")
 * public void summarise(Report report) { ... }
 * }</pre>
 *
 * <p>A task has at most three limits, and starts when all of them have room. A due task that finds no room is held: it stays READY, costs
 * no attempt and no thread, and starts when there is room again. Of the tasks that wait for one limit, the one with the highest priority is
 * let in first, then the one that was due first, then the oldest. A task that is enqueued later does not overtake held ones of its queue,
 * whatever nodes there are. This is no order in which tasks run: with {@code concurrent = 1} a task that is retried lets others pass.
 *
 * <p><b>Promised:</b> at no time more runs than {@link #concurrent}, and in no period of that length more starts than {@link #rate},
 * wherever the period begins, whatever node or database dies. A start counts from its claim, a moment before the method is called; it
 * counts also if the method is never called because the node dies between the two. A run takes its slot until the method has returned, or
 * the {@link java.util.concurrent.CompletionStage} that it returned is completed: also after a timeout, a cancellation, or when the worker
 * has abandoned the thread, so that a second attempt waits for the first to have left. A stage that the worker cancels, since it took too
 * long, the node has lost its lease or the worker stops, counts as completed, whatever its threads go on doing.
 *
 * <p><b>Not promised</b>, unless the limit is {@link #strict}: a node that is frozen for longer than its lease loses its tasks, and with
 * the lease their slots; another node may then start the next run. When the frozen JVM thaws, it goes on with the line of code it was at,
 * until it notices the loss and interrupts the task. No store can prevent that. A node that has merely lost its database interrupts its
 * tasks, too.
 *
 * <p>The limits of a task are those of the code and configuration of the node that claims it, not those at its enqueue: an annotation, a
 * key or a number that changes also counts for the tasks that wait already. Configuration may override two members for a limit, by its
 * name: {@code ee.tasks.limit."openai".rate=50/PT1M} and {@code ee.tasks.limit."openai".concurrent=5}.
 *
 * <p>The backends {@code jpa} and {@code memory} limit, and any other that has {@link ee.tasks.spi.Feature#LIMITS}. {@code immediate},
 * {@code dummy} and all others accept limited tasks and do not limit them, which is logged once at start.
 *
 * @since 1.0
 */
@Target({METHOD, FIELD})
@Retention(RUNTIME)
@Documented
@Repeatable(Limit.Limits.class)
public @interface Limit {

    /** How many may run at once, from 1 to 1,000,000; more exactly, how much {@link #weight}. 0, the default, for any number. */
    int concurrent() default 0;

    /**
     * How many may start in any period of a length: a number from 1 to 1,000,000, a slash, and an ISO-8601 duration from PT0.01S to P31D,
     * for example {@code 100/PT1M}. Empty, the default, for any number. Retries are starts, too. Up to 200 starts in a period are counted
     * to the microsecond. Beyond that, starts that follow each other are counted as one at the later time, so that room may come a little
     * late, and never early.
     */
    String rate() default "";

    /**
     * What the limit counts for itself, as a text with placeholders: each text that comes of it has the whole limit. Empty, the default:
     * the limit counts all of its tasks together.
     *
     * <ul>
     *   <li>{@code {0}} is the first argument, {@code {1}} the second;
     *   <li>{@code {0.tenant}} is a property of the first argument's JSON, {@code {0.customer.id}} one of a property;
     *   <li>{@code {header.tenant}} is a header.
     * </ul>
     *
     * <p>A string stands for itself, a number or a boolean for its JSON; {@code null} and what is not there are the empty text; an object
     * or an array is its JSON as it is stored. Tasks whose arguments cannot be read are not limited, since they do not run. The text is
     * stored, by itself or as a hash: do not put a secret into it.
     */
    String key() default "";

    /**
     * The limit's name, unique in a namespace. Tasks that have a limit of one name share it, and have to declare it with equal {@link
     * #concurrent}, {@link #rate}, {@link #spread} and {@link #strict}. Default: the task's name. At most 255 characters, none of them a
     * control character, a comma or a double quote, and no blanks around it.
     */
    String name() default "";

    /** How much of the limit one run takes, from 1 to all of it. */
    int weight() default 1;

    /**
     * Whether starts keep a distance: 100/PT1M starts one every 0.6 s, instead of 100 at once and then none for a minute. A run of weight 3
     * keeps the next away for three times as long. Needs {@link #rate}.
     */
    boolean spread() default false;

    /**
     * Whether a slot outlasts its node: if a node with a started task is lost, nobody else gets its slot until it is certain that nothing
     * runs there any more. It is certain when the node says that the method has returned, or when a node starts with the same {@code
     * ee.tasks.node.instance}, which promises that the process before it has ended. Until then the tasks of this limit are held, for ever
     * if need be: never two at once is promised for every failure, and that the next one starts is not. Needs {@link #concurrent}.
     */
    boolean strict() default false;

    /**
     * Several limits of one task, each of another name.
     *
     * @since 1.0
     */
    @Target({METHOD, FIELD})
    @Retention(RUNTIME)
    @Documented
    @interface Limits {

        /** The limits, at most three. */
        Limit[] value();
    }
}
