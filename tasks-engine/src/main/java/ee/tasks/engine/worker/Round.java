package ee.tasks.engine.worker;

/** One step of a loop. Steps know no threads, so that a simulation can take them one by one. */
interface Round {

    /** When there is nothing to wait for but being woken. */
    long FOREVER = Long.MAX_VALUE / 4;

    /** @return how many nanoseconds to wait for the next, unless woken before */
    long run();
}
