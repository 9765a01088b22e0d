package ee.tasks.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Hands headers on from the task that runs on a thread to what it enqueues there. Thread-safe. */
final class InheritedHeaders {

    private final Set<String> names;
    private final Predicate<String> keepsHeaders;

    /**
     * @param names the names of the headers that are inherited
     * @param keepsHeaders asked for the name of a backend
     */
    InheritedHeaders(Set<String> names, Predicate<String> keepsHeaders) {
        this.names = names;
        this.keepsHeaders = keepsHeaders;
    }

    /** What the task that runs on this thread hands on; nothing on other threads. */
    Map<String, String> ofThread() {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new HashMap<>(RunningTask.headersOfThread());
        headers.keySet().retainAll(names);
        return headers;
    }

    /**
     * Adds to a call's own headers what it inherits. A backend that keeps no headers inherits none: it would refuse what the caller did
     * not write.
     */
    Map<String, String> with(Map<String, String> own, Map<String, String> inherited, String backend) {
        if (inherited.isEmpty() || !keepsHeaders.test(backend)) {
            return own;
        }
        Map<String, String> headers = new HashMap<>(inherited);
        headers.putAll(own);
        return headers;
    }
}
