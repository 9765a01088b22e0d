package ee.tasks.engine.worker;

/**
 * What every node does for the store as a whole, each in a loop of its own: the door to the upkeep district.
 *
 * @param rescue readies what dead nodes left, see {@link Rescuer}
 * @param settle releases and cancels what waited for tasks that have finished, see {@link Settler}
 * @param prune deletes what is kept no longer, see {@link Pruner}
 */
record Upkeep(Round rescue, Round settle, Round prune) {

    static Upkeep of(Site site, Heartbeat heartbeat, Notices notices) {
        return new Upkeep(new Rescuer(site, heartbeat, notices), new Settler(site, notices), new Pruner(site));
    }
}
