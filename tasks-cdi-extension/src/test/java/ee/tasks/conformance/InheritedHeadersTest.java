package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** {@code ee.tasks.inherited-headers} of a deployed application. */
class InheritedHeadersTest {

    @ApplicationScoped
    public static class Mail {

        final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();

        @Inject
        TaskQueue tasks;

        @Inject
        TaskContext context;

        @Task
        public void send(int more) {
            seen.add(context.headers());
            if (more > 0) {
                tasks.enqueue(Mail::send, more - 1);
            }
        }

        List<Map<String, String>> seen() {
            return seen;
        }
    }

    @Test
    void configurationNamesThem() {
        try (TaskContainer container = TaskContainer.application("immediate", Mail.class)
                .with("ee.tasks.inherited-headers", "tenant, trace-id")
                .start()) {
            container.tasks().header("tenant", "t7").header("Tenant", "other").enqueue(Mail::send, 1);

            assertThat(container.get(Mail.class).seen())
                    .containsExactly(Map.of("tenant", "t7", "Tenant", "other"), Map.of("tenant", "t7"));
        }
    }

    @Test
    void withoutItNoneIsInherited() {
        try (TaskContainer container =
                TaskContainer.application("immediate", Mail.class).start()) {
            container.tasks().header("tenant", "t7").enqueue(Mail::send, 1);

            assertThat(container.get(Mail.class).seen()).containsExactly(Map.of("tenant", "t7"), Map.of());
        }
    }
}
