package ee.tasks.engine;

import java.util.function.Consumer;

/** Fires events to whoever observes them. */
public interface EventPublisher {

    /** Fires nothing. */
    EventPublisher NONE = new EventPublisher() {

        @Override
        public boolean isObserved(Class<?> eventType, String task) {
            return false;
        }

        @Override
        public void fire(Object event, String task, Consumer<Throwable> failed) {}
    };

    /** Whether anybody observes it; cheap. */
    boolean isObserved(Class<?> eventType, String task);

    /**
     * Fires it to synchronous and asynchronous observers.
     *
     * @param failed told what they throw, asynchronous ones later
     */
    void fire(Object event, String task, Consumer<Throwable> failed);
}
