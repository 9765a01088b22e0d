package ee.tasks.engine.backend.memory;

import static java.util.stream.Collectors.toSet;

import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.Gate;
import ee.tasks.spi.Paused;
import ee.tasks.spi.QueueSelection;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is paused. One that is over is forgotten when somebody looks next. */
final class MemoryPauses {

    private static final Comparator<Pause> ORDER = Comparator.comparing(Pause::kind)
            .thenComparing(Pause::name)
            .thenComparing(Pause::key, Comparator.nullsFirst(Comparator.naturalOrder()));

    private record PauseTarget(PauseKind kind, String name) {}

    private final Map<PauseTarget, Pause> pauses = new HashMap<>();
    /** {@code null} if the node has none. */
    private String instance;

    void instance(String own) {
        instance = own;
    }

    void pause(PauseKind kind, String name, String key, Instant until, Instant now) {
        forgetOver(now);
        pauses.merge(
                target(kind, name, key),
                new Pause(kind, name, key, now, until),
                (before, next) -> new Pause(kind, name, key, before.since(), until));
        forgetOver(now);
    }

    boolean resume(PauseKind kind, String name, String key, Instant now) {
        forgetOver(now);
        return pauses.remove(target(kind, name, key)) != null;
    }

    List<Pause> list(Instant now) {
        forgetOver(now);
        return pauses.values().stream().sorted(ORDER).toList();
    }

    Paused paused(String node, Instant now) {
        forgetOver(now);
        return pauses.isEmpty()
                ? Paused.NOTHING
                : new Paused(isQuiet(node), names(PauseKind.QUEUE), names(PauseKind.LIMIT));
    }

    /** @return what may be claimed of these queues; {@code null} if nothing may */
    QueueSelection open(QueueSelection queues, String node, Instant now) {
        Paused paused = paused(node, now);
        if (paused.all()) {
            return null;
        }
        if (paused.queues().isEmpty()) {
            return queues;
        }
        Set<String> excluded = new HashSet<>(queues.excluded());
        excluded.addAll(paused.queues());
        return new QueueSelection(queues.included(), excluded);
    }

    /** The pause of a gate; {@code null} if there is none. */
    Pause ofGate(String gate, Instant now) {
        forgetOver(now);
        return pauses.get(new PauseTarget(PauseKind.LIMIT, gate));
    }

    private Set<String> names(PauseKind kind) {
        return pauses.keySet().stream()
                .filter(target -> target.kind == kind)
                .map(PauseTarget::name)
                .collect(toSet());
    }

    private boolean isQuiet(String node) {
        return pauses.containsKey(new PauseTarget(PauseKind.NAMESPACE, AdminStore.ALL))
                || pauses.containsKey(new PauseTarget(PauseKind.NODE, node))
                || instance != null && pauses.containsKey(new PauseTarget(PauseKind.INSTANCE, instance));
    }

    private void forgetOver(Instant now) {
        pauses.values()
                .removeIf(pause -> pause.until() != null && !pause.until().isAfter(now));
    }

    private static PauseTarget target(PauseKind kind, String name, String key) {
        return new PauseTarget(kind, kind == PauseKind.LIMIT ? Gate.id(name, key) : name);
    }
}
