package ee.tasks.tck;

import ee.tasks.TaskError;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskControl;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskReports;
import ee.tasks.spi.TaskRunner;
import ee.tasks.spi.UnreadablePayloadException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Runs the tasks of a deployment that is not there: the name of a task says what it does. */
final class ScriptedRunner implements TaskRunner {

    /** Succeeds, and returns its arguments. */
    static final String SUCCEED = "contract.succeed";

    /** Fails for good. */
    static final String FAIL = "contract.fail";

    /** Fails at its first attempt. */
    static final String FAIL_ONCE = "contract.fail-once";

    /** Lets itself be cancelled. */
    static final String BE_CANCELLED = "contract.be-cancelled";

    /** Runs until it is asked to stop. */
    static final String UNTIL_STOPPED = "contract.until-stopped";

    /** Returns a stage that another thread completes. */
    static final String STAGE = "contract.stage";

    /** Is not known here. */
    static final String UNKNOWN = "contract.unknown";

    static final Set<String> KNOWN = Set.of(SUCCEED, FAIL, FAIL_ONCE, BE_CANCELLED, UNTIL_STOPPED, STAGE);

    private final ConcurrentLinkedQueue<TaskRecord> ran = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final TaskReports reports;
    final CountDownLatch untilStoppedHasStarted = new CountDownLatch(1);

    /** @param reports gets a report of each start, which is the duty of a runner */
    ScriptedRunner(TaskReports reports) {
        this.reports = reports;
    }

    /** Every attempt, as it started. */
    List<TaskRecord> ran() {
        return List.copyOf(ran);
    }

    List<String> ranIds() {
        return ran.stream().map(TaskRecord::id).toList();
    }

    int running() {
        return running.get();
    }

    @Override
    public CompletionStage<Outcome> run(TaskRecord task, TaskControl control) {
        if (task.task().equals(UNKNOWN)) {
            throw new UnreadablePayloadException("no task of that name", null);
        }
        running.incrementAndGet();
        try {
            ran.add(task);
            reports.started(task);
            return task.task().equals(STAGE)
                    ? CompletableFuture.supplyAsync(() -> new Outcome.Succeeded(task.arguments()))
                    : CompletableFuture.completedFuture(outcome(task, control));
        } finally {
            running.decrementAndGet();
        }
    }

    private static Outcome failedOnce(TaskRecord task, boolean again) {
        return again ? new Outcome.Retrying(error(task), Duration.ZERO) : new Outcome.Failed(error(task));
    }

    private Outcome outcome(TaskRecord task, TaskControl control) {
        return switch (task.task()) {
            case FAIL -> new Outcome.Failed(error(task));
            case FAIL_ONCE ->
                task.attempts() > 1 ? new Outcome.Succeeded("null") : failedOnce(task, control.allowsRetries());
            case BE_CANCELLED -> new Outcome.Cancelled();
            case UNTIL_STOPPED -> {
                untilStoppedHasStarted.countDown();
                while (!control.isStopping()) {
                    LockSupport.parkNanos(1_000_000);
                }
                yield new Outcome.Cancelled();
            }
            default -> new Outcome.Succeeded(task.arguments());
        };
    }

    static TaskError error(TaskRecord task) {
        return new TaskError(
                "com.acme.SmtpException",
                "no route to host",
                "com.acme.SmtpException: no route to host",
                task.attempts(),
                task.workerIds().get(task.workerIds().size() - 1),
                task.enqueuedAt());
    }
}
