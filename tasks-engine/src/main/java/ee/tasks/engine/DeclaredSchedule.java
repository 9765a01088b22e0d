package ee.tasks.engine;

import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord.Work;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A schedule that code declares, checked.
 *
 * @param id its id
 * @param task the task that it enqueues
 * @param arguments the task's arguments, a JSON array
 * @param recurrence when; its start is the first declaration plus the delay
 * @param startDelay how long after its first declaration it starts
 */
public record DeclaredSchedule(
        String id, TaskDefinition task, String arguments, Recurrence recurrence, Duration startDelay) {

    /**
     * The ids that some of these had before their tasks were renamed, where the id is the task's name: they are in the store, and nodes
     * of the version before go by them. An id that another of these has now is nobody's former one.
     */
    public static Map<String, Set<String>> formerIds(Collection<DeclaredSchedule> declared) {
        Set<String> present = declared.stream().map(DeclaredSchedule::id).collect(Collectors.toSet());
        Map<String, Set<String>> formerIds = new HashMap<>();
        for (DeclaredSchedule each : declared) {
            Set<String> former = new TreeSet<>(
                    each.id().equals(each.task().name()) ? each.task().formerNames() : Set.of());
            former.removeAll(present);
            if (!former.isEmpty()) {
                formerIds.put(each.id(), former);
            }
        }
        return formerIds;
    }

    Work work() {
        TaskSettings settings = task.settings();
        return new Work(
                task.name(),
                settings.backend(),
                settings.queue(),
                settings.priority(),
                arguments,
                PayloadCodec.FORMAT,
                settings.rerunIfLost(),
                null,
                settings.expireAfter().orElse(null));
    }
}
