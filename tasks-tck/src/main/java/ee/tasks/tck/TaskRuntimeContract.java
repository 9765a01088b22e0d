package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskError;
import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskResultNotFoundException;
import ee.tasks.TaskStatus;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The tier "runtime": tests what a deployed application sees, in a CDI implementation or a server. Extend it, and deploy the {@link
 * #BEANS} with EE Tasks before its tests run. The backend {@code default} is {@code memory}, {@code jpa}, or a backend whose store
 * passes the tier "store" with all features, and its worker is on. Tests of transactions are skipped if {@link #joinsTransactions}
 * returns {@code false}. All other tests are required.
 *
 * @since 1.0
 */
public abstract class TaskRuntimeContract implements Tier {

    /** The beans of the deployed application, for a container that needs a list of them. */
    public static final List<Class<?>> BEANS = List.of(RuntimeTasks.class, RuntimeEvents.class, RuntimeRequest.class);

    private static final String TRANSACTIONS = "TRANSACTIONS";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Returns a bean of the deployed application.
     *
     * @param type the type of the bean
     * @param <T> the type of the bean
     * @return the bean; by default from {@link CDI#current()}
     */
    public <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    /** Returns whether the application has JTA transactions, in which {@link #inTransaction} runs a step. */
    public boolean joinsTransactions() {
        return false;
    }

    /**
     * Runs {@code step} on this thread in a JTA transaction, then commits or rolls back.
     *
     * @param commit {@code true} to commit, {@code false} to roll back
     * @param step the code to run in the transaction
     */
    public void inTransaction(boolean commit, Runnable step) {
        throw new AssertionError("the runtime joins transactions: override inTransaction");
    }

    @Override
    public final String tier() {
        return "runtime";
    }

    /** Returns {@code TRANSACTIONS} if the application {@linkplain #joinsTransactions has} them. */
    @Override
    public final Set<String> promises() {
        return joinsTransactions() ? Set.of(TRANSACTIONS) : Set.of();
    }

    @Test
    void aMethodReferenceRunsWithItsArgumentsAndReturnsItsResult() {
        TaskResult<String> finished =
                tasks().enqueue(RuntimeTasks::join, "page ", 7).await(PATIENCE);

        assertThat(finished.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(finished.returnValue()).isEqualTo("page 7");
        assertThat(finished.task()).isEqualTo("tck.join");
        assertThat(finished.attempts()).isEqualTo(1);
        assertThat(finished.workerIds()).hasSize(1);
    }

    @Test
    void aResultIsFoundByItsId() {
        String id =
                tasks().enqueue(RuntimeTasks::join, "page ", 8).await(PATIENCE).id();

        assertThat(tasks().result(id, String.class).returnValue()).isEqualTo("page 8");
    }

    @Test
    void aStageIsWaitedFor() {
        assertThat(tasks().enqueue(RuntimeTasks::promise, "kept")
                        .await(PATIENCE)
                        .returnValue())
                .isEqualTo("kept");
    }

    @Test
    void aFailureIsToldWithItsError() {
        TaskResult<Void> finished = tasks().enqueue(RuntimeTasks::fail).await(PATIENCE);

        assertThat(finished.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(finished.errors()).hasSize(1);
        assertThat(finished.errors().get(0).exceptionClass()).isEqualTo(IllegalArgumentException.class.getName());
        assertThat(finished.errors().get(0).message()).isEqualTo("out of paper");
    }

    @Test
    void whatMayBeAttemptedAgainIs() {
        TaskResult<String> finished = tasks().enqueue(RuntimeTasks::third).await(PATIENCE);

        assertThat(finished.returnValue()).isEqualTo("attempt 3");
        assertThat(finished.errors()).extracting(TaskError::message).containsExactly("attempt 1", "attempt 2");
    }

    @Test
    void eachTaskHasARequestOfItsOwn() {
        String first = tasks().enqueue(RuntimeTasks::request).await(PATIENCE).returnValue();

        assertThat(tasks().enqueue(RuntimeTasks::request).await(PATIENCE).returnValue())
                .isNotEqualTo(first);
    }

    @Test
    void aTaskReadsItsHeaders() {
        TaskResult<String> ended = tasks().header("tenant", "t7")
                .enqueue(RuntimeTasks::header, "tenant")
                .await(PATIENCE);

        assertThat(ended.returnValue()).isEqualTo("t7");
        assertThat(tasks().enqueue(RuntimeTasks::header, "tenant")
                        .await(PATIENCE)
                        .returnValue())
                .isNull();
    }

    @Test
    void observersAreToldEachStep() {
        String id = tasks().enqueue(RuntimeTasks::third).id();

        until(() -> events(id).contains("finished SUCCESSFUL") && events(id).contains("third"));

        assertThat(events(id))
                .containsExactlyInAnyOrder(
                        "enqueued",
                        "started",
                        "retrying",
                        "started",
                        "retrying",
                        "started",
                        "finished SUCCESSFUL",
                        "third");
    }

    @Test
    void manyThatAreEnqueuedTogetherRunEach() {
        String prefix = UUID.randomUUID() + " ";
        Set<String> marks = IntStream.range(0, 50).mapToObj(i -> prefix + i).collect(Collectors.toSet());

        TaskFlow flow = tasks().enqueueAll(marks.stream().map(mark -> TaskInvocation.of(RuntimeTasks::mark, mark)));
        until(() -> flow.progress().done() == 50);

        assertThat(bean(RuntimeTasks.class).marks()).containsAll(marks);
    }

    @Test
    void whatDependsOnAnotherRunsAfterIt() {
        TaskResult<String> first = tasks().enqueue(RuntimeTasks::join, "page ", 9);

        TaskResult<String> second = tasks().dependsOn(first)
                .enqueue(RuntimeTasks::join, "page ", 10)
                .await(PATIENCE);

        assertThat(second.startedAt().orElseThrow())
                .isAfterOrEqualTo(first.refresh().startedAt().orElseThrow());
        assertThat(first.refresh().status()).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    void whatIsNotDueIsCancelledAndDoesNotRun() {
        String mark = UUID.randomUUID().toString();
        TaskResult<Void> deferred = tasks().runAfter(Duration.ofHours(1)).enqueue(RuntimeTasks::mark, mark);

        assertThat(deferred.cancel()).isTrue();

        assertThat(deferred.refresh().status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(bean(RuntimeTasks.class).marks()).doesNotContain(mark);
    }

    @Test
    void aMethodWithoutTaskIsRefused() {
        assertThatThrownBy(() -> tasks().enqueue(RuntimeTasks::nothing)).isInstanceOf(InvalidTaskException.class);
    }

    @Test
    void whatIsEnqueuedInATransactionRunsAfterTheCommit() {
        Needed.by(TRANSACTIONS, joinsTransactions());
        String mark = UUID.randomUUID().toString();

        inTransaction(true, () -> {
            tasks().enqueue(RuntimeTasks::mark, mark);
            assertThat(bean(RuntimeTasks.class).marks()).doesNotContain(mark);
        });

        until(() -> bean(RuntimeTasks.class).marks().contains(mark));
    }

    @Test
    void whatIsRolledBackWasNeverEnqueued() {
        Needed.by(TRANSACTIONS, joinsTransactions());
        String mark = UUID.randomUUID().toString();
        String[] id = new String[1];

        inTransaction(
                false, () -> id[0] = tasks().enqueue(RuntimeTasks::mark, mark).id());

        assertThatThrownBy(() -> tasks().result(id[0])).isInstanceOf(TaskResultNotFoundException.class);
        assertThat(bean(RuntimeTasks.class).marks()).doesNotContain(mark);
    }

    private TaskQueue tasks() {
        return bean(TaskQueue.class);
    }

    private List<String> events(String id) {
        return bean(RuntimeEvents.class).of(id);
    }

    private static void until(BooleanSupplier reached) {
        long start = System.nanoTime();
        while (!reached.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the wait for what is to happen")
                    .isLessThan(PATIENCE);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
