package ee.tasks.engine.backend.memory;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A node, the ids of what it holds, and the claims that have ended while their methods have not returned. */
final class MemoryNode {

    final String name;
    final Set<String> held = new LinkedHashSet<>();
    final Set<String> inside = new LinkedHashSet<>(0);
    Instant leaseUntil;

    MemoryNode(String name, Instant leaseUntil) {
        this.name = name;
        this.leaseUntil = leaseUntil;
    }
}
