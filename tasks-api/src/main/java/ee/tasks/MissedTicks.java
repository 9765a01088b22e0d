package ee.tasks;

/**
 * What becomes of ticks that nobody was there for, because no worker ran or the database was away. A tick is missed when the next one
 * has come before it was taken, or when it is taken more than a minute late.
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
