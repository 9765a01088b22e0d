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

    /** What a predecessor has come to. */
    enum State {
        /** Of nobody that is there or was pruned lately: its transaction may not have been committed yet. */
        UNKNOWN,
        UNFINISHED,
        /** A flow of which a task has failed or was cancelled, and others have not finished. */
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
