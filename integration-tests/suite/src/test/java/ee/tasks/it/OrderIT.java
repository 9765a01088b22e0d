package ee.tasks.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.it.app.Statement;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ordered tasks in a server. */
@ExtendWith(ArquillianExtension.class)
class OrderIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final String account = UUID.randomUUID().toString();

    @Inject
    TaskQueue tasks;

    @Inject
    Statement statement;

    @Deployment
    static WebArchive war() {
        return Archives.application("order", "ee.tasks.backend=jpa");
    }

    @Test
    void tasksOfAnAccountRunInTheOrderOfTheirEnqueues() {
        List<TaskResult<?>> results = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            results.add(tasks.ordered(account).enqueue(Statement::book, account, number));
        }
        TaskFlow flow = tasks.ordered(account)
                .enqueueAll(IntStream.range(10, 60)
                        .mapToObj(number -> TaskInvocation.of(Statement::book, account, number)));

        await().atMost(120, SECONDS).until(() -> flow.progress().done() == 50);
        assertThat(results).allMatch(each -> each.await(GENEROUS).status() == TaskStatus.SUCCESSFUL);
        assertThat(statement.of(account))
                .isEqualTo(IntStream.range(0, 60).boxed().toList());
    }
}
