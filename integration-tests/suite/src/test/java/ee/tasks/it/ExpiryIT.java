package ee.tasks.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.it.app.Newsletter;
import ee.tasks.it.app.Turnstile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Expiry in a server. */
@ExtendWith(ArquillianExtension.class)
class ExpiryIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final String key = UUID.randomUUID().toString();

    @Inject
    TaskQueue tasks;

    @Inject
    Turnstile turnstile;

    @Deployment
    static WebArchive war() {
        return Archives.application("expiry", "ee.tasks.backend=jpa");
    }

    @Test
    void aTaskThatALimitHoldsForTooLongIsCancelled() {
        turnstile.close(key);
        TaskResult<?> first = tasks.enqueue(Turnstile::pass, key);
        await().atMost(60, SECONDS).until(() -> turnstile.inside(key) == 1);

        TaskResult<?> late = tasks.expireAfter(Duration.ofSeconds(1))
                .enqueue(Turnstile::pass, key)
                .await(GENEROUS);

        assertThat(late.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(late.errors()).singleElement().satisfies(error -> assertThat(error.exceptionClass())
                .isEqualTo("ee.tasks.TaskExpiredError"));
        turnstile.open(key);
        assertThat(first.await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(late.retry()).isTrue();
        assertThat(late.refresh().await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    void aTaskInTimeRuns() {
        TaskResult<?> result = tasks.expireAfter(Duration.ofHours(1))
                .enqueue(Newsletter::greet, "in time")
                .await(GENEROUS);

        assertThat(result.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(result.errors()).isEmpty();
    }
}
