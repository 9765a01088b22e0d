package ee.tasks.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.it.app.Newsletter;
import ee.tasks.it.app.Turnstile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits in a server. */
@ExtendWith(ArquillianExtension.class)
class LimitIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final String key = UUID.randomUUID().toString();

    @Inject
    TaskQueue tasks;

    @Inject
    Turnstile turnstile;

    @Deployment
    static WebArchive war() {
        return Archives.application("limits", "ee.tasks.backend=jpa");
    }

    private TaskResult<?> pass(String key) {
        return tasks.enqueue(Turnstile::pass, key);
    }

    @Test
    void oneOfAKeyRunsAtOnceAndOthersRunBeside() {
        turnstile.close(key);
        List<TaskResult<?>> ofKey =
                Stream.<TaskResult<?>>generate(() -> pass(key)).limit(3).toList();
        await().atMost(60, SECONDS).until(() -> turnstile.inside(key) == 1);

        assertThat(pass(UUID.randomUUID().toString()).await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(tasks.enqueue(Newsletter::greet, "beside").await(GENEROUS).status())
                .isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(ofKey).map(each -> each.refresh().status()).containsOnlyOnce(TaskStatus.RUNNING);

        turnstile.open(key);
        assertThat(ofKey).allMatch(each -> each.await(GENEROUS).status() == TaskStatus.SUCCESSFUL);
        assertThat(turnstile.most(key)).isEqualTo(1);
    }

    @Test
    void allOfABulkRun() {
        List<String> keys = List.of(key + "a", key + "b", key + "c");

        TaskFlow flow = tasks.enqueueAll(
                IntStream.range(0, 300).mapToObj(i -> TaskInvocation.of(Turnstile::pass, keys.get(i % keys.size()))));

        await().atMost(60, SECONDS).until(() -> flow.progress().done() == 300);
        assertThat(keys).allMatch(each -> turnstile.most(each) == 1);
    }

    @Test
    void noMoreStartThanTheRate() {
        List<TaskResult<?>> all = Stream.<TaskResult<?>>generate(() -> tasks.enqueue(Turnstile::ration, key))
                .limit(5)
                .toList();
        await().atMost(60, SECONDS).until(() -> turnstile.most(key) == 3);

        assertThat(tasks.enqueue(Newsletter::greet, "beside").await(GENEROUS).status())
                .isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(turnstile.most(key)).isEqualTo(3);
        assertThat(all)
                .filteredOn(each -> each.refresh().status() == TaskStatus.READY)
                .hasSize(2)
                .allMatch(TaskResult::cancel);
    }
}
