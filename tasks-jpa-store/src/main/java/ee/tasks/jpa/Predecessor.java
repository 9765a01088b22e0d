package ee.tasks.jpa;

/** A task or a flow that tasks wait for. */
record Predecessor(String id, boolean flow) implements Comparable<Predecessor> {

    static Predecessor task(String id) {
        return new Predecessor(id, false);
    }

    static Predecessor flow(String id) {
        return new Predecessor(id, true);
    }

    @Override
    public int compareTo(Predecessor other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : Boolean.compare(flow, other.flow);
    }

    /** The state of a predecessor. */
    enum State {
        /** Neither there nor pruned lately: the transaction that enqueues it may not be committed yet. */
        UNKNOWN,
        UNFINISHED,
        /** A flow with a task that failed or was cancelled, and others that have not finished. */
        FAILING,
        SUCCESSFUL,
        /** Failed or cancelled. */
        FAILED;

        boolean isFinished() {
            return this == SUCCESSFUL || this == FAILED;
        }

        boolean isFailed() {
            return this == FAILING || this == FAILED;
        }
    }
}
