package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows that were edited by hand, ahead of good ones in the queue of a real worker: nothing runs that is not a task, what comes
 * behind runs, and whoever reads them gets an answer or a message with an id.
 */
abstract class HostileRows {

    private static final String EMOJI = "\uD83D\uDC23";
    private static final int FLOOD = 600;
    private static final AtomicLong NUMBERS = new AtomicLong(1_000);

    /** What an earlier test left may run still, after its row was deleted. */
    private final long ownNumber = -NUMBERS.incrementAndGet();

    abstract HostileBench bench();

    @AfterEach
    void empty() {
        for (String table : List.of("ee_task", "ee_task_error", "ee_task_note", "ee_task_dependency", "ee_task_key")) {
            Jdbc.run(bench().database.pool(), "delete from " + table);
        }
        bench().runs.clear();
        bench().logged().clear();
    }

    static Stream<Arguments> edits() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        return Stream.of(
                Arguments.of("an unknown status", "status = 'LAUNCHED'"),
                Arguments.of("an empty status", "status = ''"),
                Arguments.of("a status in lower case", "status = 'ready'"),
                Arguments.of("due while SUCCESSFUL", "status = 'SUCCESSFUL'"),
                Arguments.of("due while WAITING", "status = 'WAITING'"),
                Arguments.of("RUNNING without node and claim", "status = 'RUNNING'"),
                Arguments.of("RUNNING without a node", "status = 'RUNNING', claim_id = 'x'"),
                Arguments.of("broken JSON", "arguments = '[1'"),
                Arguments.of("no JSON at all", "arguments = ''"),
                Arguments.of("arguments that are no array", "arguments = '{\"number\":1}'"),
                Arguments.of("arguments that nest without end", "arguments = '[" + deep + "]'"),
                Arguments.of("another type", "arguments = '[\"java.lang.Runtime\"]'"),
                Arguments.of("a number out of every range", "arguments = '[1e999999999999]'"),
                Arguments.of("headers that are no JSON", "headers = 'tenant'"),
                Arguments.of("headers that are no texts", "headers = '{\"tenant\":7}'"),
                Arguments.of("10 MB of arguments", "arguments = '[\"" + "x".repeat(10 << 20) + "\"]'"),
                Arguments.of("10 MB of digits", "arguments = '[" + "9".repeat(10 << 20) + "]'"),
                Arguments.of("a class for a task", "task = 'java.lang.Runtime'"),
                Arguments.of("a class's method for a task", "task = 'java.lang.Runtime.exec'"),
                Arguments.of("a long task of emojis", "task = '" + EMOJI.repeat(120) + "x'"),
                Arguments.of("no task", "task = ''"),
                Arguments.of("a task on two lines", "task = 'a\nEETASK0000: forged'"),
                Arguments.of(
                        "an emoji in every text",
                        ("task = '%1$s', backend = '%1$s', queue = '%1$s', arguments = '%1$s', result = '%1$s',"
                                        + " workers = '%1$s', parked_by = '%1$s', parked_reason = '%1$s', flow_id = '%1$s',"
                                        + " claim_id = '%1$s'")
                                .formatted(EMOJI)),
                Arguments.of("an unknown payload format", "payload_format = 99"),
                Arguments.of("a negative payload format", "payload_format = -1"),
                Arguments.of("an unknown queue", "queue = 'nobody-knows'"),
                Arguments.of("an unknown backend", "backend = 'nobody-knows', payload_format = 99"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void aRowEditedByHandIsNotRunAndHoldsNothingUp(String what, String edit) {
        String id = poisoned(edit);

        othersRun();

        // A queue that no node enqueued into is seen when queues are listed next.
        boolean mayRun = edit.startsWith("queue");
        if (mayRun) {
            bench().awaitStatus(id, TaskStatus.SUCCESSFUL);
        }
        assertThat(bench().runs.contains(ownNumber)).as("ran").isEqualTo(mayRun);
        assertThat(bench().read(id)).matches("(?s)[A-Z]+|EETASK\\d{4}: .*");
        everyLineHasAnId();
    }

    static Stream<String> counters() {
        return Stream.of("claims", "attempts", "losses")
                .flatMap(column -> Stream.of(column + " = -2147483648", column + " = -1", column + " = 2147483647"));
    }

    @ParameterizedTest
    @MethodSource("counters")
    void noCounterHoldsTheWorkerUp(String edit) {
        String id = poisoned(edit);

        bench().awaitStatus(id, TaskStatus.SUCCESSFUL);

        othersRun();
        assertThat(bench().runs).contains(ownNumber);
        everyLineHasAnId();
    }

    @ParameterizedTest
    @MethodSource("counters")
    void noCounterKeepsALostTaskFromBeingRescued(String edit) {
        poisoned(edit + ", status = 'RUNNING', node_id = 'gone', claim_id = 'x', claim_started = true");
        String other = poisoned("status = 'RUNNING', node_id = 'gone', claim_id = null");

        bench().awaitStatus(other, TaskStatus.SUCCESSFUL);

        bench().await(() -> Jdbc.count(bench().database.pool(), "ee_task where node_id = 'gone'") == 0);
        assertThat(Jdbc.count(bench().database.pool(), "ee_task where run_after > timestamp '2200-01-01 00:00:00'"))
                .as("put off for centuries")
                .isZero();
        othersRun();
    }

    abstract List<String> hostileTimes();

    @Test
    void noTimeHoldsTheWorkerUp() {
        for (String time : hostileTimes()) {
            for (String column : List.of(
                    "enqueued_at",
                    "run_after",
                    "claimed_at",
                    "started_at",
                    "last_attempted_at",
                    "finished_at",
                    "unreadable_since",
                    "offered_until")) {
                String id = poisoned(column + " = " + time);
                String deferred =
                        poisoned("due = false, deferred = true, promote_at = " + time + ", " + column + " = " + time);
                othersRun();
                assertThat(List.of(bench().read(id), bench().read(deferred)))
                        .as(column + " = " + time)
                        .allMatch(answer -> answer.matches("(?s)[A-Z]+|EETASK\\d{4}: .*"));
            }
        }
        everyLineHasAnId();
    }

    static Stream<String> floods() {
        return Stream.of(
                "status = 'SUCCESSFUL', due = true",
                "status = 'CANCELLED', due = true",
                "status = 'LAUNCHED', due = true",
                "status = 'CANCELLED', due = false, promote_at = timestamp '2020-01-01 00:00:00'",
                "status = 'CANCELLED', due = false, parked_by = 'a', parked_at = timestamp '2020-01-01 00:00:00'",
                "status = 'SUCCESSFUL', due = false, node_id = 'a-gone'",
                "status = 'RUNNING', due = false, node_id = 'a-gone'",
                "status = 'RUNNING', due = false, node_id = 'a-gone', claim_id = 'x', losses = 2147483647");
    }

    /** More than any page: as an administrator leaves them who cancels a queue by an update. */
    @ParameterizedTest
    @MethodSource("floods")
    void manyRowsEditedByHandHideNothingBehindThem(String edit) {
        IntStream.range(0, FLOOD).forEach(n -> bench().insertForEditing(ownNumber));
        Jdbc.run(bench().database.pool(), "update ee_task set " + edit);
        String due = bench().enqueue(1);
        String promoted = poisoned("due = false, promote_at = timestamp '2021-01-01 00:00:00'");
        String parked =
                poisoned("due = false, parked_by = 'b', parked_at = timestamp '2021-01-01 00:00:00', claims = 1");
        String lost = poisoned("status = 'RUNNING', due = false, node_id = 'b-gone', claim_id = 'y'");

        while (bench().store().putRight()) {} // as the worker does once a minute

        for (String id : List.of(due, promoted, parked, lost)) {
            bench().awaitStatus(id, TaskStatus.SUCCESSFUL);
        }
        everyLineHasAnId();
    }

    @Test
    void whatIsRunningNowhereCanBeCancelled() {
        String id = poisoned("status = 'RUNNING'");

        assertThat(bench().queue().result(id).cancel()).isTrue();

        bench().awaitStatus(id, TaskStatus.CANCELLED);
    }

    @Test
    void anErrorInTheNextAttemptsPlaceKeepsNoTaskFromEnding() {
        String failing = poisoned("arguments = '[-13]'");
        String lost = poisoned(
                "status = 'RUNNING', node_id = 'gone', claim_id = 'x', claim_started = true, rerun_if_lost = false");
        for (String id : List.of(failing, lost)) {
            Jdbc.run(bench().database.pool(), """
                    insert into ee_task_error (task_id, attempt, exception_class, message, stack_trace, worker_id, failed_at)
                    values ('%s', 1, '', null, null, null, timestamp '2020-01-01 00:00:00')""".formatted(id));
        }

        bench().awaitStatus(lost, TaskStatus.FAILED);

        othersRun();
        assertThat(bench().queue().result(lost).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.exceptionClass()).isEqualTo("ee.tasks.WorkerLostError"));
    }

    @Test
    void brokenErrorsAndNotesHideNoTask() {
        String id = poisoned("status = 'FAILED', due = false, attempts = 3");
        String error = "insert into ee_task_error (task_id, attempt, exception_class, message, stack_trace, worker_id,"
                + " failed_at) values ('" + id + "', %s, '%s', null, null, null, timestamp '0001-01-01 00:00:00')";
        Jdbc.run(bench().database.pool(), error.formatted(-7, ""));
        Jdbc.run(bench().database.pool(), error.formatted(2147483647, EMOJI));
        String note = "insert into ee_task_note (task_id, kind, name, content, done, total) values ('" + id + "', %s)";
        Jdbc.run(bench().database.pool(), note.formatted("'PROGRESS', '-', null, -5, -9"));
        Jdbc.run(bench().database.pool(), note.formatted("'PROGRESS', 'x', '" + EMOJI + "', 9, 5"));
        Jdbc.run(bench().database.pool(), note.formatted("'METADATA', 'none', null, null, null"));
        Jdbc.run(bench().database.pool(), note.formatted("'METADATA', '" + EMOJI + "', 'kept', null, null"));
        Jdbc.run(bench().database.pool(), note.formatted("'SHOPPING', 'x', 'milk', 1, 2"));

        var result = bench().queue().result(id);

        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.errors()).hasSize(2);
        assertThat(result.progress()).isPresent();
        assertThat(result.metadata()).containsExactly(java.util.Map.entry(EMOJI, "kept"));
    }

    @Test
    void tasksThatWaitForThemselvesWaitAndCanBeCancelled() {
        String self = waiting("null");
        String flow = waiting("'" + UUID.randomUUID() + "'");
        String a = waiting("null");
        String b = waiting("null");
        dependency(self, self, false);
        dependency(self, "no such task", false);
        Jdbc.run(bench().database.pool(), "update ee_task set flow_id = id where id = '%s'".formatted(flow));
        dependency(flow, flow, true);
        dependency(a, b, false);
        dependency(b, a, false);
        dependency("no such task", a, false);

        othersRun();
        for (String id : List.of(self, flow, a, b)) {
            assertThat(bench().read(id)).isEqualTo("WAITING");
        }
        for (String id : List.of(self, flow, a)) {
            assertThat(bench().queue().result(id).cancel()).isTrue();
        }

        bench().awaitStatus(b, TaskStatus.CANCELLED);
        othersRun();
    }

    private String waiting(String flow) {
        return poisoned("status = 'WAITING', due = false, flow_id = " + flow);
    }

    private void dependency(String task, String predecessor, boolean flow) {
        Jdbc.run(
                bench().database.pool(),
                "insert into ee_task_dependency (task_id, predecessor_id, flow) values ('%s', '%s', %s)"
                        .formatted(task, predecessor, flow));
    }

    /** In one update, so that no worker sees less of it. */
    String poisoned(String edit) {
        String id = bench().insertForEditing(ownNumber);
        String due = edit.contains("due = ") ? "" : ", due = " + !edit.contains("node_id");
        String promote = edit.contains("promote_at") ? "" : ", promote_at = null";
        Jdbc.run(
                bench().database.pool(), "update ee_task set %s%s%s where id = '%s'".formatted(edit, due, promote, id));
        return id;
    }

    /** Two, one after the other: the worker goes on after what it met before the first. */
    private void othersRun() {
        for (long n = 1; n <= 2; n++) {
            bench().awaitStatus(bench().enqueue(n), TaskStatus.SUCCESSFUL);
        }
        assertThat(bench().runs).contains(1L, 2L);
    }

    /** And is one, but for the stack trace of a failure. */
    private void everyLineHasAnId() {
        assertThat(bench().logged()).allMatch(line -> line.matches("EETASK\\d{4}: .*|(?s:EETASK0238: .*)"));
    }
}
