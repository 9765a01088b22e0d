package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.Backend;
import ee.tasks.InvalidBackendException;
import ee.tasks.InvalidTaskException;
import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.engine.backend.DummyBackend;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two backends, as in the reference: one for the queues default, urgent and queue_1, one for any. */
class QueueOptionsTest {

    @ApplicationScoped
    static class Reports {
        @Inject
        @Backend("second")
        TaskQueue second;

        TaskResult<Void> request() {
            return second.enqueue(Mailer::nothing);
        }
    }

    @AutoClose
    static final TaskContainer app = TaskContainer.application("dummy", Mailer.class, Reports.class)
            .with("ee.tasks.backends.default.queues", "default,urgent,queue_1")
            .with("ee.tasks.backends.second.type", "dummy")
            .with("ee.tasks.backends.here.type", "immediate")
            .start();

    final TaskQueue tasks = app.tasks();

    @Test
    @Tag("B010")
    void thePriorityIsZeroUnlessACopySaysOtherwise() {
        TaskQueue higher = tasks.priority(10);

        assertThat(tasks.enqueue(Mailer::nothing).priority()).isZero();
        assertThat(higher.enqueue(Mailer::nothing).priority()).isEqualTo(10);
        assertThat(tasks.enqueue(Mailer::nothing).priority()).isZero();
    }

    @Test
    @Tag("B012")
    void thereIsNoRunAfterUnlessACopySaysOtherwise() {
        Instant later = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);
        TaskQueue deferred = tasks.runAfter(later);

        assertThat(deferred.enqueue(Mailer::nothing).runAfter()).contains(later);
        assertThat(tasks.enqueue(Mailer::nothing).runAfter()).isEmpty();
    }

    @Test
    @Tag("B012")
    void aDelayCountsFromTheEnqueueing() {
        TaskResult<Void> result = tasks.runAfter(Duration.ofHours(1)).enqueue(Mailer::nothing);

        assertThat(result.runAfter()).contains(result.enqueuedAt().plus(1, ChronoUnit.HOURS));
    }

    @Test
    @Tag("B013")
    void anUnknownBackendIsRefusedWhereItIsNamed() {
        assertThatThrownBy(() -> tasks.backend("nowhere"))
                .isInstanceOf(InvalidBackendException.class)
                .hasMessage("EETASK0222: there is no backend 'nowhere'; configured are: [default, here, second]");
        assertThatThrownBy(() -> tasks.backend("secnd"))
                .hasMessage(
                        "EETASK0222: there is no backend 'secnd'; configured are: [default, here, second]; did you mean"
                                + " 'second'?");
    }

    @Test
    @Tag("B016")
    void copiesKeepEarlierChangesAndLeaveTheOriginalsAlone() {
        TaskQueue first = tasks.priority(5);
        TaskQueue second = first.onQueue("queue_1");
        TaskQueue third = second.priority(7);

        assertThat(third.enqueue(Mailer::nothing))
                .returns(7, TaskResult::priority)
                .returns("queue_1", TaskResult::queue);
        assertThat(second.enqueue(Mailer::nothing))
                .returns(5, TaskResult::priority)
                .returns("queue_1", TaskResult::queue);
        assertThat(first.enqueue(Mailer::nothing))
                .returns(5, TaskResult::priority)
                .returns("default", TaskResult::queue);
    }

    @Test
    @Tag("B020")
    void aPriorityOutOfRangeIsRefused() {
        for (int priority : new int[] {101, -101, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> tasks.priority(priority))
                    .isInstanceOf(InvalidTaskException.class)
                    .hasMessageContaining("from -100 to 100, was " + priority);
        }
    }

    @Test
    @Tag("B022")
    void everyPriorityInRangeIsTaken() {
        for (int priority : new int[] {-100, 0, 100}) {
            assertThat(tasks.priority(priority).enqueue(Mailer::nothing).priority())
                    .isEqualTo(priority);
        }
    }

    @Test
    @Tag("B024")
    void aBackendThatNamesNoQueuesTakesAny() {
        assertThat(tasks.onQueue("unheard-of")
                        .backend("second")
                        .enqueue(Mailer::nothing)
                        .queue())
                .isEqualTo("unheard-of");
        assertThat(tasks.backend("second").onQueue("another").enqueue(Mailer::nothing))
                .returns("another", TaskResult::queue)
                .returns("second", TaskResult::backend);
    }

    @Test
    @Tag("B073")
    @Tag("B074")
    void aQueueThatTheBackendDoesNotHaveIsRefusedAtEnqueueToo() {
        TaskQueue elsewhere = tasks.backend("second").onQueue("elsewhere");
        DummyBackend dummy = app.backend("default", DummyBackend.class);
        dummy.clear();

        assertThatThrownBy(() -> elsewhere.backend("default")).isInstanceOf(InvalidTaskException.class);
        assertThatThrownBy(() -> tasks.onQueue("elsewhere").enqueue(Mailer::nothing))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessage("EETASK0224: backend 'default' does not serve queue 'elsewhere', only"
                        + " [default, queue_1, urgent]; choose one of these, or add 'elsewhere' to"
                        + " ee.tasks.backends.default.queues");
        assertThatThrownBy(() -> tasks.onQueue("urgnt").enqueue(Mailer::nothing))
                .hasMessage("EETASK0224: backend 'default' does not serve queue 'urgnt', only"
                        + " [default, queue_1, urgent]; did you mean 'urgent'?; choose one of these, or add 'urgnt' to"
                        + " ee.tasks.backends.default.queues");
        assertThatThrownBy(
                        () -> tasks.enqueue(TaskInvocation.of(Mailer::nothing).onQueue("elsewhere")))
                .isInstanceOf(InvalidTaskException.class);
        assertThat(dummy.records()).isEmpty();
    }

    @Test
    @Tag("B100")
    void whatTheImmediateBackendCannotDoIsRefusedAtEnqueueToo() {
        TaskInvocation<Void> later = TaskInvocation.of(Mailer::nothing).runAfter(Duration.ofMinutes(1));

        assertThatThrownBy(() -> tasks.backend("here").enqueue(later)).isInstanceOf(UnsupportedFeatureException.class);
        assertThatThrownBy(() -> tasks.backend("here").runAfter(Duration.ZERO))
                .isInstanceOf(UnsupportedFeatureException.class);
        assertThatThrownBy(() -> tasks.backend("here").unique("once")).hasMessageContaining("(unique)");
        assertThatThrownBy(() -> tasks.backend("here").dependsOn(tasks.enqueue(Mailer::nothing)))
                .isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void whatAnotherBackendKeepsIsNoPredecessor() {
        TaskQueue second = tasks.backend("second");
        TaskResult<Void> elsewhere = second.enqueue(Mailer::nothing);
        TaskFlow flowElsewhere = second.enqueueAll(List.of(TaskInvocation.of(Mailer::nothing)));
        TaskInvocation<Void> follower = TaskInvocation.of(Mailer::nothing).dependsOn(elsewhere);
        TaskFlow empty = second.enqueueAll(List.of());
        DummyBackend dummy = app.backend("default", DummyBackend.class);
        int before = dummy.records().size();

        assertElsewhere(() -> tasks.enqueue(follower));
        assertElsewhere(() -> tasks.enqueueAll(List.of(follower)));
        assertElsewhere(() -> tasks.dependsOn(elsewhere).enqueue(Mailer::nothing));
        assertElsewhere(() -> tasks.dependsOn(flowElsewhere).enqueue(Mailer::nothing));
        assertElsewhere(() ->
                tasks.dependsOn(tasks.backend("here").enqueue(Mailer::nothing)).enqueue(Mailer::nothing));
        // One that is bound to a backend says it at once.
        assertElsewhere(() -> tasks.backend("default").dependsOn(flowElsewhere));
        assertElsewhere(() -> tasks.dependsOn(elsewhere).backend("default"));

        assertThat(dummy.records()).hasSize(before);
        assertThat(second.enqueue(follower).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(second.dependsOn(flowElsewhere).enqueue(Mailer::nothing).status())
                .isEqualTo(TaskStatus.WAITING);
        assertThat(tasks.dependsOn(empty).enqueue(Mailer::nothing).backend()).isEqualTo("default");
    }

    private static void assertElsewhere(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InvalidTaskException.class).hasMessageStartingWith("EETASK0029: ");
    }

    @Test
    void anInvocationsOptionsComeBeforeTheQueueCopysAndTheseBeforeTheTasks() {
        TaskInvocation<Void> urgent = TaskInvocation.of(Mailer::urgent, "ann@example.org");

        assertThat(tasks.enqueue(urgent))
                .returns("urgent", TaskResult::queue)
                .returns(50, TaskResult::priority)
                .returns("mail.urgent", TaskResult::task);
        assertThat(tasks.priority(60).onQueue("queue_1").enqueue(urgent.priority(70)))
                .returns("queue_1", TaskResult::queue)
                .returns(70, TaskResult::priority);
    }

    @Test
    void aQueueOfABackendSendsEverythingThere() {
        assertThat(app.get(Reports.class).request().backend()).isEqualTo("second");
        assertThat(app.get(TaskQueue.class, Backend.Literal.of("here"))
                        .enqueue(Mailer::nothing)
                        .isFinished())
                .isTrue();
    }

    @Test
    void aBackendWithoutResultsDoesNotHideTheOthers() {
        TaskResult<Void> result = tasks.backend("second").enqueue(Mailer::nothing);

        assertThat(tasks.result(result.id())).isEqualTo(result);
    }

    @Test
    void enqueueAllGoesToOneBackendAndRefusesAUniqueKeyForAll() {
        boolean[] closed = new boolean[1];
        Stream<TaskInvocation<Void>> stream =
                Stream.of(TaskInvocation.of(Mailer::nothing)).onClose(() -> closed[0] = true);

        assertThatThrownBy(() -> tasks.unique("key").enqueueAll(stream)).hasMessageStartingWith("EETASK0225");
        assertThat(closed[0]).isTrue();
        assertThat(tasks.enqueueAll(List.of()).size()).isZero();
        assertThat(tasks.enqueueAll(List.of(TaskInvocation.of(Mailer::nothing), TaskInvocation.of(Mailer::add, 1, 2)))
                        .progress()
                        .total())
                .isEqualTo(2);
    }
}
