package ee.tasks.engine;

import ee.tasks.InvalidBackendException;
import ee.tasks.engine.text.LogText;
import ee.tasks.engine.text.Suggestion;
import ee.tasks.spi.TaskBackend;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The configured backends, each started when it is first needed. Thread-safe. */
public final class Backends {

    /** @param start makes a backend of this type and starts it; called once for each name, again after it threw */
    public record Source(String type, Set<String> queues, Function<BackendParts, Started> start) {}

    /** A backend that has been started, and how requests reach it. */
    public static final class Started {

        private final TaskBackend backend;
        private final Function<DeliveryTools, Delivery> delivery;

        private Started(TaskBackend backend, Function<DeliveryTools, Delivery> delivery) {
            this.backend = backend;
            this.delivery = delivery;
        }

        public static Started of(TaskBackend backend) {
            return new Started(backend, tools -> Delivery.to(backend, tools));
        }

        /** For one whose {@code enqueue} runs the task. */
        public static Started running(RunsOnEnqueue backend) {
            return new Started(backend, tools -> Delivery.toRunning(backend, tools));
        }
    }

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private final Map<String, Source> sources;
    private final Map<String, ActiveBackend> active = new ConcurrentHashMap<>();
    private final Deque<TaskBackend> startedInOrder = new ArrayDeque<>();
    private BackendParts parts;
    private DeliveryTools tools;
    private boolean stopped;

    Backends(Map<String, Source> sources) {
        this.sources = new LinkedHashMap<>(sources);
    }

    /** Takes what backends are started with. Called once, before the first {@link #get}. */
    void open(BackendParts newParts, DeliveryTools newTools) {
        synchronized (startedInOrder) {
            parts = newParts;
            tools = newTools;
        }
    }

    /** Starts all that are not yet. */
    public void startAll() {
        sources.keySet().forEach(this::get);
    }

    /** Stops all that were started, the newest first. */
    public void stopAll() {
        List<TaskBackend> toStop;
        synchronized (startedInOrder) {
            stopped = true;
            toStop = List.copyOf(startedInOrder);
            startedInOrder.clear();
        }
        toStop.forEach(Backends::stop);
    }

    /** What one throws must not leave the others' threads running. */
    private static void stop(TaskBackend backend) {
        try {
            backend.stop();
        } catch (RuntimeException | Error e) { // an undeployed application may lack a class by now
            CoreMessage.BACKEND_NOT_STOPPED.log(
                    LOG, LogText.indented(e), backend.getClass().getName());
        }
    }

    Set<String> names() {
        return new TreeSet<>(sources.keySet());
    }

    ActiveBackend get(String name) {
        ActiveBackend known = active.get(name);
        return known != null ? known : active.computeIfAbsent(name, this::start);
    }

    private ActiveBackend start(String name) {
        Source source = sources.get(name);
        if (source == null) {
            throw new InvalidBackendException(
                    CoreMessage.BACKEND_UNKNOWN.text(name, names(), Suggestion.didYouMean(name, names())));
        }
        synchronized (startedInOrder) {
            if (stopped) {
                throw new InvalidBackendException(CoreMessage.BACKEND_STOPPED.text(name));
            }
            try {
                return active(name, source, source.start().apply(parts));
            } catch (RuntimeException e) {
                throw new InvalidBackendException(CoreMessage.BACKEND_NOT_STARTED.text(name, e.getMessage()), e);
            }
        }
    }

    /** Stops the backend if it cannot be used: the next use starts another, and two must not run. */
    private ActiveBackend active(String name, Source source, Started started) {
        Delivery delivery;
        try {
            delivery = started.delivery.apply(tools);
        } catch (RuntimeException | Error e) {
            stop(started.backend);
            throw e;
        }
        startedInOrder.push(started.backend);
        return new ActiveBackend(name, source.type(), source.queues(), started.backend, delivery, parts.log());
    }
}
