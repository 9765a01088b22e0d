package ee.tasks.jpa;

/**
 * That a task waits for a predecessor.
 *
 * @param waiting whether the follower is there and WAITING; a row whose follower is not is of no use any more
 */
record Edge(Predecessor predecessor, String follower, boolean waiting, boolean evenIfFailed) {

    Object[] key() {
        return new Object[] {follower, predecessor.id()};
    }
}
