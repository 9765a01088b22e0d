package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.tasks.Task;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.json.PayloadParameter;
import ee.tasks.engine.json.PayloadSignature;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the immediate backend does with a transaction around the caller, by an engine made by hand. */
class HandOverTest {

    static class Notes {
        @Task
        public void note(String text) {}
    }

    private final FakeTransactions transactions = new FakeTransactions();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @AutoClose
    private final PayloadCodec codec = new PayloadCodec(1_000);

    @Test
    @Tag("B101")
    void withoutEnqueueOnCommitTheTaskRunsAtOnceOutsideTheTransactionAndStaysSuccessful() {
        TaskQueue tasks = tasks(false);
        transactions.begin();

        TaskResult<Void> result = tasks.enqueue(Notes::note, "first");

        assertThat(result.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(ran).containsExactly("first suspended");
        transactions.end(true);
        assertThat(result.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(ran).hasSize(1);
    }

    @Test
    void tasksRunAfterTheCommitInTheOrderOfEnqueueingOnOneThreadThatTheCommitWaitsFor() {
        TaskQueue tasks = tasks(true);
        transactions.begin();

        TaskResult<Void> result = tasks.enqueue(Notes::note, "first");
        tasks.enqueueAll(List.of(TaskInvocation.of(Notes::note, "second"), TaskInvocation.of(Notes::note, "third")));

        assertThat(result.status()).isEqualTo(TaskStatus.READY);
        assertThat(ran).isEmpty();
        transactions.end(true);
        assertThat(ran).containsExactly("first", "second", "third");
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void nothingRunsAfterARollback() {
        TaskQueue tasks = tasks(true);
        transactions.begin();
        tasks.enqueue(Notes::note, "first");

        transactions.end(false);

        assertThat(ran).isEmpty();
        assertThat(threads).isEmpty();
    }

    @Test
    void awaitIsRefusedInTheTransactionThatEnqueued() {
        TaskQueue tasks = tasks(true);
        transactions.begin();
        TaskResult<Void> result = tasks.enqueue(Notes::note, "first");

        assertThatIllegalStateException()
                .isThrownBy(() -> result.await(Duration.ofSeconds(1)))
                .withMessageStartingWith("EETASK0228");
    }

    @Test
    void withoutATransactionTheTaskRunsAtOnce() {
        assertThat(tasks(true).enqueue(Notes::note, "first").status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(ran).containsExactly("first");
    }

    private TaskQueue tasks(boolean onCommit) {
        TaskDefinition note = new TaskDefinition(
                "note",
                Set.of(),
                Notes.class,
                "note",
                PayloadSignature.of("note", List.of(new PayloadParameter("text", String.class)), void.class),
                true,
                false,
                TaskSettings.DEFAULT,
                arguments -> ran.add(arguments[0] + (transactions.isSuspended() ? " suspended" : "")) ? null : this);
        TaskEngine engine = new TaskEngine(
                new TaskRegistry(List.of(note)),
                codec,
                new EngineSettings(onCommit, Duration.ofMinutes(5), Duration.ofSeconds(30), Set.of()),
                transactions,
                EventPublisher.NONE,
                work -> {
                    Thread thread = new Thread(work);
                    threads.add(thread);
                    return thread;
                },
                Clock.systemUTC(),
                Map.of("default", new Backends.Source("immediate", Set.of(), ImmediateBackends::start)));
        return engine.queue(null);
    }
}
