package ee.tasks.engine.backend.memory;

import java.time.Instant;
import java.util.List;

/**
 * What one claim has taken of its gates.
 *
 * @param task the id of the task
 * @param lostAt since when its node is lost, of which only strict shares are left then; {@code null} while it is not
 */
record MemorySlot(MemoryNode node, String task, List<Share> taken, Instant lostAt) {

    /** @param strict whether it stays taken when the node is lost after the start */
    record Share(MemoryGate gate, int weight, boolean strict) {}

    MemorySlot {
        taken = List.copyOf(taken);
    }
}
