package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.event.TaskFinished;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.TaskRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who reports a task that was cancelled. */
class ActiveBackendTest {

    private final List<Object> events = new ArrayList<>();
    private final TaskRecord ready =
            TaskRecordBuilder.of(TaskRequests.request().build()).build();
    private TaskRecord before = ready;
    private TaskRecord after;

    @Test
    void aTaskThatHasNotStartedIsReportedHere() {
        after = TaskRecordBuilder.of(ready).status(TaskStatus.CANCELLED).build();

        assertThat(active().cancel("id")).isTrue();

        assertThat(events).hasSize(1);
    }

    @Test
    void aTaskThatRunsOnIsReportedByItsWorker() {
        before = running(2);
        after = before;

        assertThat(active().cancel("id")).isTrue();

        assertThat(events).isEmpty();
    }

    /** Between the call and the look. */
    @Test
    void oneThatStopsAtOnceIsReportedByItsWorkerAlone() {
        before = running(2);
        after = TaskRecordBuilder.of(before).status(TaskStatus.CANCELLED).build();

        active().cancel("id");

        assertThat(events).isEmpty();
    }

    @Test
    void oneThatStartsAndStopsMeanwhileIsReportedByItsWorkerAlone() {
        after = TaskRecordBuilder.of(running(1)).status(TaskStatus.CANCELLED).build();

        active().cancel("id");

        assertThat(events).isEmpty();
    }

    @Test
    void oneThatIsGivenBackMeanwhileIsReportedHere() {
        before = running(2);
        after = TaskRecordBuilder.of(ready)
                .attempts(1)
                .status(TaskStatus.CANCELLED)
                .build();

        active().cancel("id");

        assertThat(events).hasSize(1);
    }

    private TaskRecord running(int attempts) {
        return TaskRecordBuilder.of(ready)
                .status(TaskStatus.RUNNING)
                .attempts(attempts)
                .build();
    }

    private ActiveBackend active() {
        EventPublisher publisher = new EventPublisher() {
            @Override
            public boolean isObserved(Class<?> eventType, String task) {
                return eventType == TaskFinished.class;
            }

            @Override
            public void fire(Object event, String task, Consumer<Throwable> failed) {
                events.add(event);
            }
        };
        TaskRegistry registry = new TaskRegistry(List.of());
        TaskLog log = new TaskLog(publisher, record -> new StoredResult<>(record, null, null, null), registry);
        return new ActiveBackend("default", "test", Set.of(), new Changing(), null, log);
    }

    private final class Changing implements TaskBackend {

        private TaskRecord now = before;

        @Override
        public Set<Feature> features() {
            return Set.of(Feature.CANCEL, Feature.RESULTS);
        }

        @Override
        public TaskRecord enqueue(TaskRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<TaskRecord> find(String id) {
            return Optional.of(now);
        }

        @Override
        public boolean cancel(String id) {
            now = after;
            return true;
        }
    }
}
