package ee.tasks.spi;

import java.util.Set;

/**
 * What a store made of completions.
 *
 * @param lost the claims that were lost: nothing was written for them
 * @param cancelled the claims whose task was to be attempted again, and is CANCELLED instead because its cancellation was requested
 * @param due whether a task became due at once, such as one that is attempted again without a delay
 * @param awaited whether other tasks may wait for one of these: {@link TaskStore#settle} releases them after the commit
 * @since 1.0
 */
public record Completed(Set<Claim> lost, Set<Claim> cancelled, boolean due, boolean awaited) {

    /** Copies the sets. */
    public Completed {
        lost = Set.copyOf(lost);
        cancelled = Set.copyOf(cancelled);
    }
}
