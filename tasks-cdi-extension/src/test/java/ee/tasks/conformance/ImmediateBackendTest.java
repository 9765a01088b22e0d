package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskError;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.engine.backend.ImmediateBackend;
import ee.tasks.spi.TaskBackend;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ImmediateBackendTest {

    @AutoClose
    static final TaskContainer app = TaskContainer.application()
            .beans(Mailer.class, Waiter.class, Crawler.class)
            .start();

    @Test
    @Tag("B076")
    void withoutConfigurationTheDefaultBackendIsImmediate() {
        assertThat(app.backend("default", TaskBackend.class)).isInstanceOf(ImmediateBackend.class);
        assertThat(app.tasks().enqueue(Mailer::nothing).backend()).isEqualTo("default");
    }

    @Test
    @Tag("B077")
    @Tag("B078")
    void aTaskHasRunOnceWhenEnqueueReturns() {
        TaskResult<Void> sent = app.tasks().enqueue(Mailer::send, 7L, Map.of("sizes", List.of(1, 2)));
        TaskResult<Integer> later = app.tasks().enqueue(Mailer::later, 1);

        assertThat(sent.returnValue()).isNull();
        assertThat(sent.arguments()).containsExactly(7L, Map.of("sizes", List.of(1, 2)));
        assertThat(later.returnValue()).isEqualTo(2);
        for (TaskResult<?> result : List.of(sent, later)) {
            assertThat(result.status()).isEqualTo(TaskStatus.SUCCESSFUL);
            assertThat(result.isFinished()).isTrue();
            assertThat(result.attempts()).isEqualTo(1);
            assertThat(result.errors()).isEmpty();
            assertThatTimesAreOrdered(result);
        }
    }

    @Test
    @Tag("B080")
    void whateverATaskThrowsFailsItAndNotTheCaller() {
        TaskResult<Void> result = app.tasks().enqueue(Mailer::exhaust);

        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.exceptionClass()).isEqualTo("java.lang.StackOverflowError");
            assertThat(error.stackTrace()).contains("too deep", "Mailer.exhaust");
        });
        assertThatTimesAreOrdered(result);
    }

    @Test
    @Tag("B081")
    void theReturnValueOfAFailedResultIsRefusedNamingStatusAndError() {
        TaskResult<String> result = app.tasks().enqueue(Mailer::fail, "out of paper");

        assertThatIllegalStateException()
                .isThrownBy(result::returnValue)
                .withMessageContaining("FAILED")
                .withMessageContaining("java.lang.IllegalStateException: out of paper");
    }

    @Test
    @Tag("B084")
    void anErrorIsTextWhateverTheExceptionHolds() {
        TaskResult<Void> result = app.tasks().enqueue(Mailer::undeliverable);

        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        TaskError error = result.errors().get(0);
        assertThat(error.exceptionClass()).isEqualTo(Mailer.Undeliverable.class.getName());
        assertThat(error.message()).isEqualTo("no such address");
        assertThat(error.stackTrace()).contains("no such address", "Caused by: java.lang.RuntimeException: inner");
        assertThat(error.attempt()).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(result::returnValue);
    }

    @Test
    @Tag("B085")
    void aReturnValueWithoutJsonFormFailsTheTask() {
        TaskResult<Double> result = app.tasks().enqueue(Mailer::ratio, 0.0, 0.0);

        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.errors().get(0).message()).contains("EETASK0303");
        assertThatTimesAreOrdered(result);
        assertThatIllegalStateException().isThrownBy(result::returnValue);
    }

    @Test
    @Tag("B086")
    void theValueThatTheMethodReturnedIsReadable() {
        assertThat(app.tasks().enqueue(Mailer::add, 2, 3).returnValue()).isEqualTo(5);
        assertThat(app.tasks().enqueue(Mailer::greet, "Ann").returnValue()).isEqualTo("Hello Ann");
    }

    @Test
    @Tag("B088")
    @Tag("B092")
    void resultsAreNotFoundByIdWhateverTheId() {
        String id = app.tasks().enqueue(Mailer::nothing).id();

        for (String any : List.of(id, "no id at all")) {
            assertThatThrownBy(() -> app.tasks().result(any))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessage("EETASK0003: backend 'default' (immediate) keeps no results (result, refresh, await, a"
                            + " flow's progress); read the result that enqueue returned, or use memory or jpa");
        }
    }

    @Test
    @Tag("B089")
    void refreshIsRefused() {
        TaskResult<Void> result = app.tasks().enqueue(Mailer::nothing);

        assertThatThrownBy(result::refresh).isInstanceOf(UnsupportedFeatureException.class);
        assertThat(result.await(Duration.ofSeconds(1))).isSameAs(result);
    }

    @Test
    @Tag("B090")
    void runAfterIsRefusedAndNothingRuns() {
        assertThatThrownBy(() -> app.tasks().runAfter(Instant.EPOCH).enqueue(Mailer::nothing))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessage(
                        "EETASK0003: backend 'default' (immediate) cannot run tasks later (runAfter); memory and jpa can");
    }

    @Test
    @Tag("B097")
    @Tag("B098")
    void aTaskSeesItsOwnResultInItsContext() {
        TaskResult<String> result = app.tasks().enqueue(Mailer::whoAmI);

        assertThat(result.returnValue()).isEqualTo(result.id() + " RUNNING 1");
    }

    @Test
    void enqueueAllRunsEveryInvocationInOrder() {
        var flow = app.tasks()
                .enqueueAll(Stream.of("a", "b", "c").map(name -> ee.tasks.TaskInvocation.of(Mailer::greet, name)));

        assertThat(flow.size()).isEqualTo(3);
    }

    @Test
    void aTaskThatEnqueuesItselfRunsToItsEnd() {
        Logger runs = Logger.getLogger("ee.tasks.run");
        runs.setLevel(Level.SEVERE);
        try {
            TaskResult<Integer> first = app.tasks().enqueue(Crawler::page, 1);

            assertThat(first.returnValue()).isEqualTo(1);
            assertThat(app.get(Crawler.class).pages())
                    .isEqualTo(IntStream.rangeClosed(1, Crawler.PAGES).boxed().toList());
            assertThatIllegalStateException()
                    .isThrownBy(() -> app.get(TaskContext.class).attempt());
            assertThatThrownBy(() -> app.cdi().getBeanManager().getContext(RequestScoped.class))
                    .isInstanceOf(ContextNotActiveException.class);
        } finally {
            runs.setLevel(null);
        }
    }

    @ApplicationScoped
    public static class Crawler {

        static final int PAGES = 2_000;
        private final List<Integer> pages = new ArrayList<>();

        @Inject
        TaskQueue tasks;

        @Task
        public int page(int number) {
            pages.add(number);
            if (number < PAGES) {
                assertThat(tasks.enqueue(Crawler::page, number + 1).status()).isEqualTo(TaskStatus.READY);
            }
            return number;
        }

        public List<Integer> pages() {
            return pages;
        }
    }

    @Test
    void anInterruptOfTheCallerOutlivesATaskThatHeedsIt() {
        Thread.currentThread().interrupt();
        TaskResult<Void> before = app.tasks().enqueue(Waiter::waitForever);
        boolean kept = Thread.interrupted();
        TaskResult<Void> during = app.tasks().enqueue(Waiter::waitUntilInterrupted);
        boolean set = Thread.interrupted();

        assertThat(before.errors().get(0).exceptionClass()).isEqualTo("java.lang.InterruptedException");
        assertThat(kept).isTrue();
        assertThat(during.errors().get(0).exceptionClass()).isEqualTo("java.lang.InterruptedException");
        assertThat(set).isTrue();
    }

    @Test
    void anInterruptThatATaskSwallowsIsKeptIfTheCallerHadIt() {
        Thread.currentThread().interrupt();

        TaskResult<Void> result = app.tasks().enqueue(Waiter::swallow);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.status()).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @ApplicationScoped
    public static class Waiter {

        @Task
        public void waitForever() throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Task
        public void waitUntilInterrupted() throws InterruptedException {
            Thread.currentThread().interrupt();
            new CountDownLatch(1).await();
        }

        @Task
        public void swallow() {
            Thread.interrupted();
        }
    }

    private static void assertThatTimesAreOrdered(TaskResult<?> result) {
        assertThat(result.startedAt().orElseThrow()).isAfterOrEqualTo(result.enqueuedAt());
        assertThat(result.lastAttemptedAt()).isEqualTo(result.startedAt());
        assertThat(result.finishedAt().orElseThrow())
                .isAfterOrEqualTo(result.startedAt().orElseThrow());
    }
}
