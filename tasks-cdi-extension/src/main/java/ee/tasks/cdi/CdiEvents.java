package ee.tasks.cdi;

import ee.tasks.OfTask;
import ee.tasks.engine.EventPublisher;
import ee.tasks.event.TaskEnqueued;
import ee.tasks.event.TaskFinished;
import ee.tasks.event.TaskRetrying;
import ee.tasks.event.TaskStarted;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Fires CDI events, and asks once for each task, as long as these are not too many, whether anybody observes them. */
final class CdiEvents implements EventPublisher {

    private static final Map<Class<?>, Object> PROBES = Map.of(
            TaskEnqueued.class, new TaskEnqueued(null),
            TaskStarted.class, new TaskStarted(null),
            TaskRetrying.class, new TaskRetrying(null),
            TaskFinished.class, new TaskFinished(null));

    /** Tasks whose code is elsewhere may have names that are made up, one for each customer. */
    private static final int MAX_KNOWN = 10_000;

    private record Point(BeanManager beans, Class<?> type, String task) {}

    private record Observers(boolean sync, boolean async) {}

    private final Supplier<BeanManager> beans;
    private final Map<Point, Observers> known = new ConcurrentHashMap<>();

    /** @param beans is asked each time, since the application's may not be known at first */
    CdiEvents(Supplier<BeanManager> beans) {
        this.beans = beans;
    }

    @Override
    public boolean isObserved(Class<?> eventType, String task) {
        Observers observers = observers(eventType, task);
        return observers.sync || observers.async;
    }

    @Override
    public void fire(Object event, String task, Consumer<Throwable> failed) {
        Observers observers = observers(event.getClass(), task);
        Event<Object> source = beans.get().getEvent().select(OfTask.Literal.of(task));
        if (observers.async) {
            source.fireAsync(event).whenComplete((fired, thrown) -> {
                if (thrown != null) {
                    failed.accept(thrown);
                }
            });
        }
        if (observers.sync) {
            try {
                source.fire(event);
            } catch (Throwable thrown) {
                failed.accept(thrown);
            }
        }
    }

    private Observers observers(Class<?> type, String task) {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(new Point(beans.get(), type, task), point -> {
            Set<ObserverMethod<? super Object>> methods =
                    point.beans.resolveObserverMethods(PROBES.get(type), OfTask.Literal.of(task));
            return new Observers(
                    methods.stream().anyMatch(method -> !method.isAsync()),
                    methods.stream().anyMatch(ObserverMethod::isAsync));
        });
    }
}
