package ee.tasks.engine;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import ee.tasks.RetryLater;
import ee.tasks.TaskCancelledException;
import ee.tasks.TaskError;
import ee.tasks.TaskResult;
import ee.tasks.engine.json.HeaderCodec;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.engine.text.Suggestion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskReports;
import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.UnreadablePayloadException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs one attempt: binds the arguments, calls the code, turns what comes of it into an outcome. */
final class AttemptRunner implements TaskRunner {

    private final TaskRegistry registry;
    private final PayloadCodec codec;
    private final HeaderCodec headers;
    private final TaskReports reports;
    private final Function<TaskRecord, TaskResult<?>> results;
    private final Transactions transactions;
    private final Duration stageTimeout;
    private final Clock clock;
    private final ScheduledExecutorService timer = newTimer();

    AttemptRunner(
            TaskRegistry registry,
            PayloadCodec codec,
            HeaderCodec headers,
            TaskReports reports,
            Function<TaskRecord, TaskResult<?>> results,
            Transactions transactions,
            Duration stageTimeout,
            Clock clock) {
        this.registry = registry;
        this.codec = codec;
        this.headers = headers;
        this.reports = reports;
        this.results = results;
        this.transactions = transactions;
        this.stageTimeout = stageTimeout;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Outcome> run(TaskRecord task, TaskControl backendControl) {
        TaskControl control = new OutsideTransactionControl(backendControl, transactions);
        TaskDefinition definition = registry.find(task.task())
                .orElseThrow(() -> new UnreadablePayloadException(
                        CoreMessage.TASK_UNKNOWN.text(
                                task.task(), Suggestion.didYouMean(task.task(), registry.names())),
                        null));
        codec.requireFormat(definition.name(), task.payloadFormat());
        Object[] arguments = codec.readArguments(definition.signature(), task.arguments());
        int maxAttempts =
                control.allowsRetries() ? definition.settings().attempts().max() : 1;
        RunningTask running = new RunningTask(
                results.apply(task),
                headers.read(definition.name(), task.headers()),
                control.attemptsBefore() + maxAttempts,
                control);
        reports.started(task);
        if (definition.settings().atomic() && transactions.canBegin()) {
            return completedFuture(new AtomicCall(
                            definition.name(),
                            definition.settings().timeout().orElse(null),
                            definition.settings().rerunIfLost() ? AtomicCall.MAX_CALLS : 1,
                            control,
                            transactions)
                    .call(
                            // read anew for each call, since the one before may have changed them
                            () -> running.call(
                                    definition.invoker(),
                                    codec.readArguments(definition.signature(), task.arguments())),
                            returned -> succeeded(definition, task, control, returned),
                            failure -> failed(definition, task, control, failure)));
        }
        long startedAt = System.nanoTime();
        Object returned;
        try {
            returned = leavingNoTransaction(definition.name(), () -> running.call(definition.invoker(), arguments));
        } catch (Throwable failure) { // an Error of the task is its failure, too
            return completedFuture(failed(definition, task, control, failure));
        }
        if (!definition.returnsStage()) {
            return completedFuture(succeeded(definition, task, control, returned));
        }
        if (!(returned instanceof CompletionStage<?> stage)) {
            Throwable missing = new IllegalStateException(CoreMessage.STAGE_MISSING.text(definition.name()));
            return completedFuture(failed(definition, task, control, missing));
        }
        CompletableFuture<?> future = stage.toCompletableFuture();
        limit(future, definition, System.nanoTime() - startedAt);
        CompletableFuture<Outcome> outcome = future.handle((value, failure) -> failure == null
                ? succeeded(definition, task, control, value)
                : failed(definition, task, control, unwrapped(failure)));
        // Whoever gives the attempt up completes it: nobody waits for the stage any more, and its time is not kept.
        outcome.whenComplete((end, givenUp) -> future.cancel(true));
        return outcome;
    }

    /**
     * By a timer of this deployment: the thread behind {@code CompletableFuture.orTimeout} is the JVM's, and before JDK 25 keeps the
     * context class loader of whoever first made it run, so that one deployment would never be unloaded.
     */
    private void limit(CompletableFuture<?> future, TaskDefinition definition, long elapsed) {
        Optional<Duration> timeout = definition.settings().timeout();
        Future<?> over = timer.schedule(
                () -> {
                    String tooLate = timeout.map(limit -> CoreMessage.STAGE_TIMED_OUT.text(definition.name(), limit))
                            .orElseGet(() -> CoreMessage.STAGE_TOO_LATE.text(definition.name(), stageTimeout));
                    future.completeExceptionally(new TimeoutException(tooLate));
                },
                timeout.orElse(stageTimeout).toNanos() - elapsed,
                NANOSECONDS);
        future.whenComplete((value, failure) -> over.cancel(false));
    }

    /** Its one thread is there while stages are timed, and ends a second later: nobody has to stop it. */
    private static ScheduledExecutorService newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, timing -> {
            Thread thread = new Thread(timing, "EE Tasks stage timeouts");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(1, SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    @Override
    public Optional<Duration> timeout(TaskRecord task) {
        return registry.find(task.task())
                .flatMap(definition -> definition.settings().timeout());
    }

    @Override
    public Outcome failed(TaskRecord task, TaskControl control, Throwable failure) {
        TaskDefinition definition = registry.find(task.task()).orElseThrow();
        return failed(definition, task, control, failure);
    }

    /** The next task on this thread would join it. */
    private Object leavingNoTransaction(String task, AtomicCall.MethodCall method) throws Throwable {
        boolean outside = transactions.state() == Transactions.State.NONE;
        try {
            Object returned = method.call();
            if (outside && transactions.state() != Transactions.State.NONE) {
                throw new IllegalStateException(CoreMessage.TRANSACTION_LEFT_OPEN.text(task));
            }
            return returned;
        } finally {
            if (outside && transactions.state() != Transactions.State.NONE) {
                transactions.rollback();
            }
        }
    }

    private Outcome succeeded(TaskDefinition definition, TaskRecord task, TaskControl control, Object returned) {
        try {
            return new Outcome.Succeeded(codec.writeResult(definition.signature(), returned));
        } catch (Throwable failure) {
            return failed(definition, task, control, failure);
        }
    }

    private Outcome failed(TaskDefinition definition, TaskRecord task, TaskControl control, Throwable failure) {
        if (failure instanceof TaskCancelledException && control.isStopping()) {
            return new Outcome.Cancelled();
        }
        List<String> workers = task.workerIds();
        String worker = workers.isEmpty() ? "" : workers.get(workers.size() - 1);
        TaskError error = TaskErrors.of(failure, task.attempts(), worker, clock.instant());
        AttemptPolicy attempts = control.allowsRetries() ? definition.settings().attempts() : AttemptPolicy.ONCE;
        return attempts.delayAfter(
                        task.attempts() - control.attemptsBefore(),
                        failure,
                        ThreadLocalRandom.current().nextDouble())
                .<Outcome>map(delay -> new Outcome.Retrying(error, delay, failure instanceof RetryLater))
                .orElseGet(() -> new Outcome.Failed(
                        failure instanceof RetryLater later ? last(error, later, attempts, control) : error));
    }

    /** No attempts are left, so report that instead. */
    private static TaskError last(TaskError error, RetryLater later, AttemptPolicy attempts, TaskControl control) {
        String wayOut = control.allowsRetries()
                ? "raise max of its @Attempts"
                : "its backend makes one attempt only, so use another, such as memory or jpa";
        String message =
                CoreMessage.NO_ATTEMPT_LEFT.text(later.delay(), attempts.max(), wayOut) + ": " + error.message();
        return new TaskError(
                error.exceptionClass(),
                message,
                error.stackTrace(),
                error.attempt(),
                error.workerId(),
                error.failedAt());
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
