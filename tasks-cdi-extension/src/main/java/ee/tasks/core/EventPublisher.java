package ee.tasks.core;

/** Fires events to whoever observes them. */
public interface EventPublisher {

    /** Fires nothing. */
    EventPublisher NONE = new EventPublisher() {

        @Override
        public boolean isObserved(Class<?> eventType, String task) {
            return false;
        }

        @Override
        public void fire(Object event, String task) {}
    };

    /** Whether anybody observes it; cheap. */
    boolean isObserved(Class<?> eventType, String task);

    /** Fires it to synchronous and asynchronous observers; throws what a synchronous one threw. */
    void fire(Object event, String task);
}
