package ee.tasks.spi;

import java.util.Set;

/**
 * What {@link TaskStore#complete} wrote.
 *
 * @param lost the claims that were lost; nothing was written for them
 * @param cancelled the claims whose task should have been retried, and is CANCELLED instead because its cancellation was requested
 * @param due whether a task became due immediately, such as one that is retried without a delay
 * @param awaited whether other tasks may wait for one of these; call {@link TaskStore#settle} after the commit
 * @param freed whether held tasks may wait for what one of these took of its gates; call {@link GateStore#letIn} after the commit
 * @since 1.0
 */
public record Completed(Set<Claim> lost, Set<Claim> cancelled, boolean due, boolean awaited, boolean freed) {

    /**
     * Makes one that freed nothing.
     *
     * @param lost the claims that were lost
     * @param cancelled the claims whose task is CANCELLED instead
     * @param due whether a task became due immediately
     * @param awaited whether other tasks may wait for one of these
     */
    public Completed(Set<Claim> lost, Set<Claim> cancelled, boolean due, boolean awaited) {
        this(lost, cancelled, due, awaited, false);
    }

    /** Copies the sets. */
    public Completed {
        lost = Set.copyOf(lost);
        cancelled = Set.copyOf(cancelled);
    }
}
