package ee.tasks.engine.worker;

import ee.tasks.engine.text.Suggestion;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Says why a claimed task is not run here: no bean has a task of its name. To look for the name that was meant takes milliseconds among
 * thousands, and a page of claims may hold one name hundreds of times, so up to {@value #MAX_KEPT} answers are kept. For one thread.
 */
final class UnknownTasks {

    private static final int MAX_KEPT = 100;

    private final Set<String> known;
    private final Map<String, String> suggestions = new HashMap<>();

    UnknownTasks(Set<String> known) {
        this.known = known;
    }

    String reason(String task, Node node) {
        if (suggestions.size() >= MAX_KEPT && !suggestions.containsKey(task)) {
            suggestions.clear();
        }
        String suggestion = suggestions.computeIfAbsent(task, name -> Suggestion.didYouMean(name, known));
        return WorkerMessage.UNKNOWN_TASK.text(node.id(), task, suggestion);
    }
}
