package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.Task;
import ee.tasks.TaskInvocation;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Stores hold a unique key under every name of its task; the engine tells them. */
class RenamedTaskTest {

    @Singleton
    @BackendType("keys")
    static class Keys implements TaskBackend {

        final List<TaskRequest> taken = new ArrayList<>();

        @Override
        public Set<Feature> features() {
            return Set.of(Feature.UNIQUE);
        }

        @Override
        public TaskRecord enqueue(TaskRequest request) {
            taken.add(request);
            return TaskRecordBuilder.of(request).enqueuedAt(Instant.now()).build();
        }
    }

    @ApplicationScoped
    static class Stock {
        @Task(
                value = "stock.update",
                formerNames = {"stock.sync", "sync"})
        public void update() {}
    }

    @AutoClose
    final TaskContainer app =
            TaskContainer.application("keys", Keys.class, Stock.class).start();

    @Test
    void aKeyIsForEveryNameOfItsTask() {
        app.tasks().unique("eu").enqueue(Stock::update);
        app.tasks().unique("eu").enqueue(TaskInvocation.named("stock.sync"));
        app.tasks().unique("eu").enqueue(TaskInvocation.named("elsewhere"));

        List<TaskRequest> taken = app.backend("default", Keys.class).taken;
        assertThat(taken.get(0).keyNames()).containsExactly("stock.sync", "stock.update", "sync");
        assertThat(taken.get(1).keyNames()).isEqualTo(taken.get(0).keyNames());
        assertThat(taken.get(2).keyNames()).containsExactly("elsewhere");
    }
}
