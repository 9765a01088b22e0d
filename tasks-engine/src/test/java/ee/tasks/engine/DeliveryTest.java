package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.engine.json.HeaderCodec;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.TaskRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** In which transaction, and when, requests reach a backend, and when they are announced. */
class DeliveryTest {

    private final FakeTransactions transactions = new FakeTransactions();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @AutoClose
    private final PayloadCodec codec = new PayloadCodec(1_000);

    @Test
    void aBackendThatJoinsIsCalledInTheTransactionAndAnnouncedAfterwards() {
        Delivery delivery = Delivery.to(new Noted(true), tools(true));
        transactions.begin();

        take(delivery);
        takeTwo(delivery);

        assertThat(events)
                .containsExactly("taken in transaction", "announced", "all in transaction", "announced", "announced");
    }

    @Test
    void aBackendThatDoesNotJoinIsCalledAfterTheCommit() {
        Delivery delivery = Delivery.to(new Noted(false), tools(true));
        transactions.begin();

        take(delivery);
        takeTwo(delivery);

        assertThat(events).containsExactly("announced", "announced", "announced");
        transactions.end(true);
        assertThat(events)
                .containsExactly("announced", "announced", "announced", "taken alone", "taken alone", "taken alone");
    }

    @Test
    void withoutATransactionThereIsNoCommitToWaitFor() {
        Delivery delivery = Delivery.to(new Noted(false), tools(true));

        take(delivery);
        takeTwo(delivery);

        assertThat(events).containsExactly("taken alone", "announced", "all alone", "announced", "announced");
    }

    @Test
    void withoutEnqueueOnCommitABackendThatDoesNotJoinIsCalledAtOnceOutsideTheTransaction() {
        Delivery delivery = Delivery.to(new Noted(false), tools(false));
        transactions.begin();

        take(delivery);
        takeTwo(delivery);

        assertThat(events).containsExactly("taken alone", "announced", "all alone", "announced", "announced");
    }

    @Test
    void aTaskThatRunsWithinTheCallIsAnnouncedBefore() {
        Delivery delivery = Delivery.toRunning(new Running(), tools(true));

        take(delivery);
        takeTwo(delivery);

        assertThat(events)
                .containsExactly("announced", "run alone", "announced", "run alone", "announced", "run alone");
    }

    /** The caller's stream makes the requests, and may end the transaction in the middle. */
    @Test
    void whetherThereIsATransactionIsAskedForEachRequestThatIsHandedOverAlone() {
        Delivery delivery = Delivery.to(new Noted(false), tools(true));
        transactions.begin();
        Iterator<TaskRequest> requests = List.of(request(), request()).iterator();

        long count = delivery.takeAll(
                new Iterator<>() {

                    @Override
                    public boolean hasNext() {
                        return requests.hasNext();
                    }

                    @Override
                    public TaskRequest next() {
                        TaskRequest next = requests.next();
                        if (!requests.hasNext()) {
                            transactions.end(false);
                        }
                        return next;
                    }
                },
                true);

        assertThat(count).isEqualTo(2);
        assertThat(events).containsExactly("announced", "taken alone", "announced");
    }

    private void take(Delivery delivery) {
        TaskRequest request = request();
        assertThat(delivery.take(request, transactions.current() != null).id()).isEqualTo(request.id());
    }

    private void takeTwo(Delivery delivery) {
        assertThat(delivery.takeAll(List.of(request(), request()).iterator(), transactions.current() != null))
                .isEqualTo(2);
    }

    private static TaskRequest request() {
        return TaskRequests.request().build();
    }

    private DeliveryTools tools(boolean onCommit) {
        TaskRegistry registry = new TaskRegistry(List.of());
        EventPublisher publisher = new EventPublisher() {

            @Override
            public boolean isObserved(Class<?> eventType, String task) {
                return true;
            }

            @Override
            public void fire(Object event, String task, Consumer<Throwable> failed) {
                events.add("announced");
            }
        };
        return new DeliveryTools(
                new RequestFactory(
                        registry,
                        codec,
                        new HeaderCodec(),
                        new InheritedHeaders(Set.of(), name -> false),
                        new DefinedGates(registry, new HeaderCodec()),
                        name -> false,
                        Clock.systemUTC()),
                new TaskLog(publisher, task -> new StoredResult<>(task, null, null, null), registry),
                new HandOver(transactions, Thread::new, Duration.ofMinutes(5)),
                transactions,
                onCommit);
    }

    private String where() {
        return transactions.current() == null ? "alone" : "in transaction";
    }

    private static TaskRecord ready(TaskRequest request) {
        return TaskRecordBuilder.of(request).enqueuedAt(Instant.EPOCH).build();
    }

    private class Noted implements TaskBackend {

        private final boolean joins;

        Noted(boolean joins) {
            this.joins = joins;
        }

        @Override
        public Set<Feature> features() {
            return Set.of(Feature.BULK);
        }

        @Override
        public boolean joinsTransaction() {
            return joins;
        }

        @Override
        public TaskRecord enqueue(TaskRequest request) {
            events.add("taken " + where());
            return ready(request);
        }

        @Override
        public long enqueueAll(Iterator<TaskRequest> requests) {
            events.add("all " + where());
            long count = 0;
            for (; requests.hasNext(); count++) {
                requests.next();
            }
            return count;
        }
    }

    private final class Running extends Noted implements RunsOnEnqueue {

        Running() {
            super(false);
        }

        @Override
        public TaskRecord accepted(TaskRequest request) {
            return ready(request);
        }

        @Override
        public TaskRecord run(TaskRecord accepted) {
            events.add("run " + where());
            return accepted;
        }
    }
}
