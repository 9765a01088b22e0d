package ee.tasks.spi;

import java.util.Collection;
import java.util.List;

/**
 * The side of a {@link TaskStore} that a worker uses whose deployment limits tasks, by {@code @Limit}. What holds there of threads, time,
 * transactions and errors holds here.
 *
 * <p>At no time do the tasks inside a {@link Gate} weigh more than its capacity, nor does more weight start in any of its periods,
 * whatever nodes and databases die. A start counts from its claim.
 *
 * @since 1.0
 */
public interface GateStore {

    /**
     * Claims due tasks as {@link TaskStore#claim} does, and lets only those run whose gates have room. The others are held: READY, and
     * not due until {@link #letIn} finds room for them. If all that it finds is held, it looks further: an empty answer means that nothing
     * is due that may run. A task that was not let in is held, too, while others of its queue are held at one of its gates.
     *
     * <p>A task that must pass several gates takes of all of them or of none, and is held at one. What a claim takes is taken when it is committed, and that
     * commit is durable. It is given back when the task's completion is committed, when it is released, parked or rescued, or, if the
     * method had not returned, by {@link #vacate} or with the death of its node.
     *
     * @param node the node that claims; it has joined
     * @param queues the queues it serves
     * @param max how many at most
     * @param maxCharacters how many characters the arguments may have together, as there
     * @param gates asked for each task that is claimed; its answer counts, whatever was stored with the task
     * @return the claimed tasks, in the order of there
     */
    List<ClaimedTask> claim(String node, QueueSelection queues, int max, long maxCharacters, TaskGates gates);

    /**
     * Makes held tasks due whose gates have room again: those of higher priority first, then earlier due, then older, and no more than
     * there is room for. The next one waits for as much room as it needs: lighter ones do not overtake it. Each queue counts for itself, so
     * that one that no node serves keeps no other out. What others are just doing at a gate is not waited for; it is looked at again soon. Cheap if nothing has
     * changed, so the worker calls it before each claim. Several nodes may call it at once. Every few seconds it looks also at gates
     * that nobody told it of, such as those of a node that died.
     *
     * @return what it did
     */
    LetIn letIn();

    /**
     * Gives back what attempts took of their gates whose methods have returned, and whose completions do not: these were written while
     * the method had not returned, or will never be, since the node has lost its lease. Others may enter at once, also if the task was
     * not rescued yet.
     *
     * @param claims their claims; those that take nothing are ignored
     */
    void vacate(Collection<Claim> claims);
}
