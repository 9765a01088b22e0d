package ee.tasks.engine.backend.memory;

import java.util.List;

/** What one claim has taken of its gates. */
record MemorySlot(MemoryNode node, List<Share> taken) {

    /** @param strict whether it stays taken when the node is lost after the start */
    record Share(MemoryGate gate, int weight, boolean strict) {}

    MemorySlot {
        taken = List.copyOf(taken);
    }
}
