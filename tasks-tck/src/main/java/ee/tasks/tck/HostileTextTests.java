package ee.tasks.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskProgress;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text that databases refuse reaches the store from exceptions of all kinds; it may be cleaned or cut, never stop a completion. */
interface HostileTextTests extends StoreSteps {

    static List<String> hostileTexts() {
        return List.of(
                "a\0b", "\0", "\uD800 lone", "lone \uDC00", "\uFFFF\uFFFE", "\u202Eright to left", "x".repeat(3 << 20));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    default void noTextOfAnErrorKeepsATaskFromFailing(String text) {
        ClaimedTask task = claimed();
        TaskError error = new TaskError(
                "com.acme." + text, text, text, 1, task.task().workerIds().get(0), now());

        assertThat(complete(task, new Outcome.Failed(error))).isEmpty();

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.FAILED);
        assertThat(find(task.task().id()).errors()).hasSize(1);
    }

    @Test
    default void ofTextWithANulTheRestIsKept() {
        ClaimedTask task = claimed();

        assertThat(complete(task, new Outcome.Failed(error(task, "before\0after"))))
                .isEmpty();

        assertThat(find(task.task().id()).errors().get(0).message())
                .startsWith("before")
                .endsWith("after");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    default void noTextOfAResultKeepsATaskFromFinishing(String text) {
        ClaimedTask task = claimed();

        assertThat(complete(task, new Outcome.Succeeded("\"" + text + "\""))).isEmpty();

        assertThat(find(task.task().id()).status().isFinished()).isTrue();
    }

    @Test
    default void aHostileOutcomeDoesNotSpoilItsGroup() {
        for (int i = 0; i < 3; i++) {
            insertOne();
        }
        List<ClaimedTask> tasks = claim(newNode(), 3);
        Instant started = now();

        assertThat(store().complete(List.of(
                                new Completion(tasks.get(0).claim(), new Outcome.Succeeded("1"), started),
                                new Completion(
                                        tasks.get(1).claim(),
                                        new Outcome.Failed(error(tasks.get(1), "\0\uD800")),
                                        started),
                                new Completion(tasks.get(2).claim(), new Outcome.Succeeded("3"), started)))
                        .lost())
                .isEmpty();

        assertThat(tasks)
                .extracting(task -> status(task.task().id()))
                .containsExactly(TaskStatus.SUCCESSFUL, TaskStatus.FAILED, TaskStatus.SUCCESSFUL);
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    default void noTextOfANoteStopsATask(String text) {
        ClaimedTask task = claimed();

        store().progress(task.claim(), new TaskProgress(1, 2, text));
        store().metadata(task.claim(), "note", text);

        assertThat(find(task.task().id()).progress().done()).isEqualTo(1);
        assertThat(find(task.task().id()).metadata()).containsKey("note");
        succeed(task);
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    default void noReasonKeepsATaskFromBeingParked(String text) {
        ClaimedTask task = claimed();

        store().park(List.of(new Parked(task.claim(), task.task().workerIds().get(0), Parking.UNREADABLE, text)));

        assertThat(status(task.task().id())).isEqualTo(TaskStatus.READY);
        nothingIsDue();
    }

    static List<String> hostileIds() {
        return List.of(
                "",
                " ",
                "\0",
                "a\0b",
                "\uD800",
                "\uD83D\uDC23".repeat(36),
                "%",
                "_".repeat(36),
                "' or '1'='1",
                "'; drop table ee_task; --",
                "\\",
                "x".repeat(37),
                "x".repeat(10 << 20));
    }

    @ParameterizedTest
    @MethodSource("hostileIds")
    default void whatIsNoIdIsNobodys(String id) {
        ClaimedTask task = claimed();
        Claim claim = new Claim(id, id);

        assertThat(store().find(id)).isEmpty();
        assertThat(store().cancel(id)).isFalse();
        assertThat(store().flowProgress(id)).isEqualTo(new TaskProgress(0, 0, null));
        assertThat(store().cancelFlow(id)).isZero();
        assertThat(store().complete(List.of(new Completion(claim, new Outcome.Succeeded("1"), now())))
                        .lost())
                .containsExactly(claim);
        assertThat(store().markStarted(claim)).isFalse();
        assertThat(store().stopping(List.of(claim))).containsExactly(claim);
        store().progress(claim, new TaskProgress(1, 2, id));
        store().metadata(claim, "key", id);
        store().release(List.of(claim));

        succeed(task);
    }

    @Test
    default void whatIsAlmostAnIdIsNobodys() {
        String id = "0abcdef0-" + TaskRequests.nextId().substring(9);
        insert(TaskRequests.request().id(id));

        for (String almost : List.of(
                id.toUpperCase(Locale.ROOT),
                id + " ",
                " " + id,
                id + "\0",
                id.substring(1),
                id.replace('-', '_'),
                id.replace('0', '\uFF10'),
                "{" + id + "}",
                id.substring(0, 35) + "%")) {
            assertThat(store().find(almost)).as(almost).isEmpty();
            assertThat(store().cancel(almost)).as(almost).isFalse();
        }

        assertThat(status(id)).isEqualTo(TaskStatus.READY);
    }
}
