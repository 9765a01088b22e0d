package ee.tasks.engine.backend.memory;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A node and the ids of what it holds. */
final class MemoryNode {

    final String name;
    final Set<String> held = new LinkedHashSet<>();
    Instant leaseUntil;

    MemoryNode(String name, Instant leaseUntil) {
        this.name = name;
        this.leaseUntil = leaseUntil;
    }
}
