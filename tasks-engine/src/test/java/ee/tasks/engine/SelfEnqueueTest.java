package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.Task;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.json.PayloadParameter;
import ee.tasks.engine.json.PayloadSignature;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A task on the immediate backend that enqueues itself, as often as no stack could bear. */
class SelfEnqueueTest {

    private static final int PAGES = 20_000;
    private static final Logger RUNS = Logger.getLogger("ee.tasks.run");

    static class Crawl {
        @Task
        public int page(int number) {
            return number;
        }
    }

    private final FakeTransactions transactions = new FakeTransactions();
    private final List<Integer> ran = new ArrayList<>();
    private final Set<Thread> threads = new HashSet<>();
    private final List<TaskResult<Integer>> nested = new ArrayList<>();
    private IntConsumer page = number -> {};
    private int running;

    @AutoClose
    private final PayloadCodec codec = new PayloadCodec(1_000);

    @BeforeAll
    static void beQuiet() {
        RUNS.setLevel(Level.SEVERE);
    }

    @AfterAll
    static void speakAgain() {
        RUNS.setLevel(null);
    }

    @Test
    void withoutATransactionAllRunOneAfterTheOtherBeforeEnqueueReturns() {
        TaskQueue tasks = tasks(true);
        page = number -> next(tasks, number);

        TaskResult<Integer> first = tasks.enqueue(Crawl::page, 1);

        assertThat(first.returnValue()).isEqualTo(1);
        assertAllRanInTurn();
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void inATransactionOfTheCallerAllRunAfterItsCommitOnOneOtherThread() {
        TaskQueue tasks = tasks(true);
        page = number -> next(tasks, number);
        transactions.begin();

        tasks.enqueue(Crawl::page, 1);

        assertThat(ran).isEmpty();
        transactions.end(true);
        assertAllRanInTurn();
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void inTransactionsOfTheTaskEachRunsAfterTheCommitOfTheOneBefore() {
        TaskQueue tasks = tasks(true);
        page = number -> {
            transactions.begin();
            next(tasks, number);
            assertThat(ran).endsWith(number);
            transactions.end(true);
        };

        TaskResult<Integer> first = tasks.enqueue(Crawl::page, 1);

        assertThat(first.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertAllRanInTurn();
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void inTransactionsOfCallerAndTaskToo() {
        TaskQueue tasks = tasks(true);
        page = number -> {
            transactions.begin();
            next(tasks, number);
            transactions.end(true);
        };
        transactions.begin();
        tasks.enqueue(Crawl::page, 1);

        transactions.end(true);

        assertAllRanInTurn();
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void withoutEnqueueOnCommitEachRunsWithTheCallersTransactionSuspended() {
        TaskQueue tasks = tasks(false);
        page = number -> {
            assertThat(transactions.isSuspended()).isTrue();
            next(tasks, number);
        };
        transactions.begin();

        tasks.enqueue(Crawl::page, 1);

        assertAllRanInTurn();
        assertThat(transactions.current()).isNotNull();
    }

    @Test
    void whatATaskEnqueuesIsReadyAndRunsInTheOrderOfEnqueueing() {
        TaskQueue tasks = tasks(true);
        page = number -> {
            if (number == 1) {
                tasks.enqueueAll(List.of(TaskInvocation.of(Crawl::page, 2), TaskInvocation.of(Crawl::page, 3)));
            } else if (number == 2) {
                nested.add(tasks.enqueue(Crawl::page, 4));
            }
        };

        tasks.enqueue(Crawl::page, 1);

        assertThat(ran).containsExactly(1, 2, 3, 4);
        TaskResult<Integer> last = nested.get(0);
        assertThat(last.status()).isEqualTo(TaskStatus.READY);
        assertThatThrownBy(() -> last.await(Duration.ofSeconds(1))).isInstanceOf(UnsupportedFeatureException.class);
    }

    @Test
    void whatATaskEnqueuedRunsThoughItFailed() {
        TaskQueue tasks = tasks(true);
        page = number -> {
            next(tasks, number);
            throw new StackOverflowError();
        };

        TaskResult<Integer> first = tasks.enqueue(Crawl::page, PAGES - 2);
        TaskResult<Integer> again = tasks.enqueue(Crawl::page, PAGES);

        assertThat(first.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(again.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(ran).containsExactly(PAGES - 2, PAGES - 1, PAGES, PAGES);
    }

    private void next(TaskQueue tasks, int number) {
        if (number < PAGES) {
            nested.add(tasks.enqueue(Crawl::page, number + 1));
        }
    }

    private void assertAllRanInTurn() {
        assertThat(ran).isEqualTo(IntStream.rangeClosed(1, PAGES).boxed().toList());
        assertThat(nested).hasSize(PAGES - 1).allMatch(result -> result.status() == TaskStatus.READY);
    }

    /** The calling thread waits for the one that runs tasks, so that these need no lock. */
    private Object run(int number) {
        assertThat(running++).as("tasks that run while another starts").isZero();
        try {
            ran.add(number);
            threads.add(Thread.currentThread());
            page.accept(number);
            return number;
        } finally {
            running--;
        }
    }

    private TaskQueue tasks(boolean onCommit) {
        TaskDefinition definition = new TaskDefinition(
                "page",
                Set.of(),
                Crawl.class,
                "page",
                PayloadSignature.of("page", List.of(new PayloadParameter("number", int.class)), int.class),
                true,
                false,
                TaskSettings.DEFAULT,
                arguments -> run((int) arguments[0]));
        TaskEngine engine = new TaskEngine(
                new TaskRegistry(List.of(definition)),
                codec,
                new EngineSettings(onCommit, Duration.ofMinutes(5), Duration.ofSeconds(30), Set.of()),
                transactions,
                EventPublisher.NONE,
                Thread::new,
                Clock.systemUTC(),
                Map.of("default", new Backends.Source("immediate", Set.of(), ImmediateBackends::start)));
        return engine.queue(null);
    }
}
