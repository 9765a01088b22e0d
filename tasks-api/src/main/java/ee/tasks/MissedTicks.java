package ee.tasks;

/**
 * What happens to missed ticks, for which no worker ran or the database was down. A tick is missed if the next one was due before it was
 * taken, or if it is taken more than a minute late.
 *
 * @since 1.0
 */
public enum MissedTicks {
    /** The newest of them runs, once. */
    ONCE,
    /** Each of them runs, oldest first. Goes with {@link Overlap#QUEUE} only. */
    ALL,
    /** None of them runs; the next tick does. */
    NONE
}
