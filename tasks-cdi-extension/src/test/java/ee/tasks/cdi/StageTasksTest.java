package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskInvocation;
import ee.tasks.conformance.StartedTask;
import ee.tasks.conformance.TaskContainer;
import ee.tasks.engine.backend.DummyBackend;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The attempt of a task that returns a stage, run as a worker would: by the engine's runner. */
class StageTasksTest {

    /** One run at a time. */
    @Dependent
    static class Promises {
        static CompletionStage<String> stage;
        static TaskContext taken;
        static volatile int destroyed;

        @Inject
        TaskContext context;

        @Task
        public CompletionStage<String> keep() {
            taken = context.current();
            return stage;
        }

        @PreDestroy
        void end() {
            destroyed++;
        }
    }

    private static final Duration GENEROUS = Duration.ofMinutes(1);

    @AutoClose
    static final TaskContainer app =
            TaskContainer.application("dummy", Promises.class).start();

    /** Whose stages time out. */
    @AutoClose
    static final TaskContainer hasty = TaskContainer.application("dummy", Promises.class)
            .with("ee.tasks.stage-timeout", "PT1S")
            .start();

    @BeforeEach
    void reset() {
        Promises.destroyed = 0;
    }

    @Test
    void theAttemptEndsWhenTheStageDoesAndTheBeanLivesUntilThen() {
        CompletableFuture<String> promise = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = run(promise);

        assertThat(outcome).isNotDone();
        assertThat(Promises.destroyed).isZero();
        promise.complete("kept");

        assertThat(outcome).isCompletedWithValue(new Outcome.Succeeded("\"kept\""));
        assertThat(Promises.destroyed).isEqualTo(1);
    }

    @Test
    void aStageThatFailsFailsTheAttemptWithItsCause() {
        CompletableFuture<String> promise = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = run(promise.thenApply(String::strip));

        promise.completeExceptionally(new IllegalStateException("broken"));

        assertThat(error(outcome)).isEqualTo("java.lang.IllegalStateException: broken");
        assertThat(Promises.destroyed).isEqualTo(1);
    }

    @Test
    void aCompletionExceptionIsUnwrapped() {
        assertThat(error(run(CompletableFuture.failedFuture(
                        new CompletionException(new IllegalArgumentException("wrapped"))))))
                .isEqualTo("java.lang.IllegalArgumentException: wrapped");
    }

    @Test
    void noStageAtAllFailsTheAttempt() {
        assertThat(error(run(null))).contains("EETASK0233", "must return a CompletionStage, but returned null");
        assertThat(Promises.destroyed).isEqualTo(1);
    }

    @Test
    void aStageThatTakesTooLongFailsTheAttemptSayingSoAndIsCancelled() throws Exception {
        CompletableFuture<String> promise = new CompletableFuture<>();

        CompletableFuture<Outcome> outcome = run(hasty, promise);
        outcome.get(1, TimeUnit.MINUTES);

        assertThat(error(outcome))
                .startsWith("java.util.concurrent.TimeoutException: EETASK")
                .contains("PT1S");
        await().atMost(GENEROUS).untilAsserted(() -> assertThat(promise).isCancelled());
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(Promises.destroyed).isEqualTo(1));
    }

    /** One of the JVM would keep the class loader of the first deployment that used it. */
    @Test
    void theThreadThatTimesStagesIsTheDeploymentsAndEnds() throws Exception {
        CompletableFuture<String> promise = new CompletableFuture<>();
        AtomicReference<Thread> timer = new AtomicReference<>();
        CompletableFuture<String> watched = promise.whenComplete((kept, failure) -> timer.set(Thread.currentThread()));

        run(hasty, promise).get(1, TimeUnit.MINUTES);

        await().atMost(GENEROUS).untilAsserted(() -> assertThat(watched).isDone());
        assertThat(timer.get().getName()).isEqualTo("EE Tasks stage timeouts");
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(Promises.destroyed).isEqualTo(1));
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(timer.get().isAlive()).isFalse());
    }

    @Test
    void anAttemptThatIsGivenUpCancelsItsStageAndEndsItsBean() {
        CompletableFuture<String> promise = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = run(promise);

        outcome.completeExceptionally(new CancellationException());

        assertThat(promise).isCancelled();
        assertThat(Promises.destroyed).isEqualTo(1);
    }

    @Test
    void aStageThatIsNoFutureMayTimeOutAndItsBeanIsDestroyedAllTheSame() throws Exception {
        CompletableFuture<Outcome> outcome = run(hasty, new CompletableFuture<String>().minimalCompletionStage());
        outcome.get(1, TimeUnit.MINUTES);

        assertThat(error(outcome)).startsWith("java.util.concurrent.TimeoutException");
        await().atMost(GENEROUS)
                .untilAsserted(() -> assertThat(Promises.destroyed).isEqualTo(1));
    }

    @Test
    void theContextThatWasTakenWorksElsewhereAndTheInjectedOneSaysThatItDoesNot() throws Exception {
        CompletableFuture<Outcome> outcome = run(CompletableFuture.completedFuture("kept"));
        TaskContext injected = app.get(TaskContext.class);

        assertThat(outcome).isDone();
        assertThat(CompletableFuture.supplyAsync(() -> Promises.taken.result().task())
                        .get(1, TimeUnit.MINUTES))
                .isEqualTo(Promises.class.getName() + ".keep");
        assertThatIllegalStateException()
                .isThrownBy(injected::attempt)
                .withMessageStartingWith("EETASK0229: TaskContext is only available inside a running task");
    }

    private static CompletableFuture<Outcome> run(CompletionStage<String> stage) {
        return run(app, stage);
    }

    private static CompletableFuture<Outcome> run(TaskContainer application, CompletionStage<String> stage) {
        Promises.stage = stage;
        String id =
                application.tasks().enqueue(TaskInvocation.of(Promises::keep)).id();
        TaskRecord task =
                application.backend("default", DummyBackend.class).find(id).orElseThrow();
        return application
                .engine()
                .runner()
                .run(StartedTask.of(task), TaskControl.NONE)
                .toCompletableFuture();
    }

    private static String error(CompletableFuture<Outcome> outcome) {
        Outcome.Failed failed = (Outcome.Failed) outcome.join();
        return failed.error().exceptionClass() + ": " + failed.error().message();
    }
}
