package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import ee.tasks.TaskStatus;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Completed;
import ee.tasks.spi.Completion;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The outcomes of attempts, as the store writes them. */
interface CompletionTests extends StoreSteps {

    @ParameterizedTest
    @ValueSource(strings = {"null", "42", "\"\u4E2D\uD83D\uDE80\"", "{\"a\":[1.50,null]}", "\"\""})
    @Tag("B170")
    default void aTaskSucceedsWithItsResult(String result) {
        ClaimedTask task = claimed();
        Instant started = now();

        assertThat(store().complete(List.of(new Completion(task.claim(), new Outcome.Succeeded(result), started)))
                        .lost())
                .isEmpty();

        TaskRecord found = find(task.task().id());
        assertThat(found.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(found.result()).isEqualTo(result);
        assertThat(found.attempts()).isEqualTo(1);
        assertThat(found.workerIds()).isEqualTo(task.task().workerIds());
        assertThat(found.errors()).isEmpty();
        assertThat(found.startedAt()).isEqualTo(started);
        assertThat(found.lastAttemptedAt()).isEqualTo(started);
        assertThat(found.finishedAt()).isAfterOrEqualTo(started);
        nothingIsDue();
    }

    @Test
    default void aResultOfAMebibyteIsKept() {
        ClaimedTask task = claimed();
        String result = "\"" + "\uD83D\uDE80".repeat(1 << 18) + "\"";

        assertThat(complete(task, new Outcome.Succeeded(result))).isEmpty();

        assertThat(find(task.task().id()).result()).isEqualTo(result);
    }

    @Test
    @Tag("B180")
    default void aTaskFailsWithItsError() {
        ClaimedTask task = claimed();
        TaskError error = error(task, "no route to \u00DCber \uD83D\uDE80");
        Instant started = now();

        assertThat(store().complete(List.of(new Completion(task.claim(), new Outcome.Failed(error), started)))
                        .lost())
                .isEmpty();

        TaskRecord found = find(task.task().id());
        assertThat(found.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(found.result()).isNull();
        assertThat(found.errors()).containsExactly(error);
        assertThat(found.attempts()).isEqualTo(1);
        assertThat(found.startedAt()).isEqualTo(started);
        assertThat(found.finishedAt()).isAfterOrEqualTo(started);
        nothingIsDue();
    }

    @Test
    default void anErrorNeedsNoMessage() {
        ClaimedTask task = claimed();
        TaskError error = error(task, null);

        assertThat(complete(task, new Outcome.Failed(error))).isEmpty();

        assertThat(find(task.task().id()).errors()).containsExactly(error);
    }

    @Test
    default void aTaskThatLetItselfBeCancelledIsCancelled() {
        ClaimedTask task = claimed();

        assertThat(complete(task, new Outcome.Cancelled())).isEmpty();

        TaskRecord found = find(task.task().id());
        assertThat(found.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(found.finishedAt()).isNotNull();
        assertThat(found.attempts()).isEqualTo(1);
        assertThat(found.errors()).isEmpty();
        assertThat(found.result()).isNull();
        nothingIsDue();
    }

    @Test
    default void aFailedAttemptIsFollowedByAnother() {
        ClaimedTask first = claimed();
        Instant started = now();
        TaskError error = error(first, "try again");

        assertThat(store().complete(List.of(
                                new Completion(first.claim(), new Outcome.Retrying(error, Duration.ZERO), started)))
                        .lost())
                .isEmpty();

        TaskRecord between = find(first.task().id());
        assertThat(between.status()).isEqualTo(TaskStatus.READY);
        assertThat(between.attempts()).isEqualTo(1);
        assertThat(between.errors()).containsExactly(error);
        assertThat(between.workerIds()).isEqualTo(first.task().workerIds());
        assertThat(between.startedAt()).isEqualTo(started);
        assertThat(between.lastAttemptedAt()).isEqualTo(started);
        assertThat(between.finishedAt()).isNull();
        assertThat(between.result()).isNull();
        store().promote(MANY);
        ClaimedTask second = claimOne();
        assertThat(second.task().attempts()).isEqualTo(2);
        assertThat(second.startsAlone()).isFalse();
    }

    @Test
    default void anotherAttemptWaitsForItsDelay() {
        ClaimedTask first = claimed();
        assertThat(complete(first, new Outcome.Retrying(error(first, "busy"), Duration.ofHours(1))))
                .isEmpty();
        assertThat(find(first.task().id()).runAfter()).isNotNull();
        nothingIsDue();

        letTimePass(Duration.ofMinutes(30));
        nothingIsDue();

        letTimePass(Duration.ofMinutes(31));
        store().promote(MANY);
        assertThat(claimOne().task().id()).isEqualTo(first.task().id());
    }

    @Test
    default void everyAttemptsErrorAndWorkerIsKeptInOrder() {
        ClaimedTask first = claimed();
        Instant firstStart = now();
        TaskError firstError = error(first, "one");
        store().complete(List.of(
                new Completion(first.claim(), new Outcome.Retrying(firstError, Duration.ZERO), firstStart)));
        store().promote(MANY);
        ClaimedTask second = claimOne();
        TaskError secondError = error(second, "two");
        assertThat(complete(second, new Outcome.Retrying(secondError, Duration.ZERO)))
                .isEmpty();
        store().promote(MANY);
        ClaimedTask third = claimOne();
        Instant lastStart = now();
        TaskError thirdError = error(third, "three");
        store().complete(List.of(new Completion(third.claim(), new Outcome.Failed(thirdError), lastStart)));

        TaskRecord found = find(first.task().id());
        assertThat(found.errors()).containsExactly(firstError, secondError, thirdError);
        assertThat(found.errors()).extracting(TaskError::attempt).containsExactly(1, 2, 3);
        assertThat(found.attempts()).isEqualTo(3);
        assertThat(found.workerIds())
                .containsExactly(worker(first), worker(second), worker(third))
                .doesNotHaveDuplicates();
        assertThat(found.startedAt()).isEqualTo(firstStart);
        assertThat(found.lastAttemptedAt()).isEqualTo(lastStart);
    }

    @Test
    default void aTaskThatFailedOnceMaySucceed() {
        ClaimedTask first = claimed();
        retry(first);
        store().promote(MANY);
        succeed(claimOne());

        TaskRecord found = find(first.task().id());
        assertThat(found.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(found.attempts()).isEqualTo(2);
        assertThat(found.errors()).hasSize(1);
    }

    @Test
    default void aGroupOfAllOutcomesIsWrittenTogether() {
        for (int i = 0; i < 4; i++) {
            insertOne();
        }
        List<ClaimedTask> tasks = claim(newNode(), 4);
        Instant started = now();

        assertThat(store().complete(List.of(
                                new Completion(tasks.get(0).claim(), new Outcome.Succeeded("1"), started),
                                new Completion(
                                        tasks.get(1).claim(), new Outcome.Failed(error(tasks.get(1), "no")), started),
                                new Completion(
                                        tasks.get(2).claim(),
                                        new Outcome.Retrying(error(tasks.get(2), "later"), Duration.ofHours(1)),
                                        started),
                                new Completion(tasks.get(3).claim(), new Outcome.Cancelled(), started)))
                        .lost())
                .isEmpty();

        assertThat(tasks)
                .extracting(task -> status(task.task().id()))
                .containsExactly(TaskStatus.SUCCESSFUL, TaskStatus.FAILED, TaskStatus.READY, TaskStatus.CANCELLED);
    }

    @Test
    default void ofAPartlyLostGroupExactlyTheLostClaimsAreReturned() {
        for (int i = 0; i < 6; i++) {
            insertOne();
        }
        List<ClaimedTask> tasks = claim(newNode(), 6);
        List<Claim> lost = StoreSteps.claims(tasks.subList(2, 4));
        store().release(lost);
        Instant started = now();

        assertThat(store().complete(tasks.stream()
                                .map(each -> new Completion(each.claim(), new Outcome.Succeeded("1"), started))
                                .toList())
                        .lost())
                .containsExactlyInAnyOrderElementsOf(lost);

        assertThat(tasks)
                .extracting(task -> status(task.task().id()))
                .containsExactly(
                        TaskStatus.SUCCESSFUL,
                        TaskStatus.SUCCESSFUL,
                        TaskStatus.READY,
                        TaskStatus.READY,
                        TaskStatus.SUCCESSFUL,
                        TaskStatus.SUCCESSFUL);
    }

    @Test
    default void aCompletionOfAnUnknownTaskIsLost() {
        Claim unknown = new Claim(TaskRequests.nextId(), TaskRequests.nextId());

        assertThat(store().complete(List.of(new Completion(unknown, new Outcome.Succeeded("1"), now())))
                        .lost())
                .containsExactly(unknown);
    }

    /** So that nobody waits for a poll. */
    @Test
    default void aCompletionTellsWhetherItMadeATaskDue() {
        Instant started = now();
        List<ClaimedTask> tasks = List.of(claimed(), claimed(), claimed());
        TaskError error = error(tasks.get(0), "again");

        assertThat(completed(tasks.get(0), new Outcome.Succeeded("1"), started).due())
                .isFalse();
        assertThat(completed(tasks.get(1), new Outcome.Retrying(error, Duration.ofHours(1)), started)
                        .due())
                .isFalse();
        assertThat(completed(tasks.get(2), new Outcome.Retrying(error, Duration.ZERO), started)
                        .due())
                .isTrue();
        assertThat(claimOne().task().id()).isEqualTo(tasks.get(2).task().id());
    }

    @Test
    default void aCompletionTellsWhetherOthersMayWaitForIt() {
        needs(Feature.DEPENDENCIES);
        Instant started = now();
        ClaimedTask alone = claimed(request().flow("flow"));
        ClaimedTask first = claimed();
        String second = insert(request().dependsOn(first.task().id()));
        settle();

        Completed nobody = completed(alone, new Outcome.Succeeded("1"), started);
        Completed somebody = completed(first, new Outcome.Succeeded("1"), started);

        assertThat(nobody.due() || nobody.awaited()).isFalse();
        assertThat(somebody.due() || somebody.awaited()).isTrue();
        if (somebody.awaited()) {
            assertThat(store().settle(MANY).readied()).isEqualTo(1);
        }
        assertThat(claimOne().task().id()).isEqualTo(second);
    }

    private Completed completed(ClaimedTask task, Outcome outcome, Instant started) {
        return store().complete(List.of(new Completion(task.claim(), outcome, started)));
    }

    @Test
    default void emptyGroupsAreFine() {
        assertThat(store().complete(List.of()).lost()).isEmpty();
        assertThat(store().stopping(List.of())).isEmpty();
        store().release(List.of());
    }

    @Test
    default void givingBackCountsNoAttempt() {
        String id = insertOne();
        TaskRecord before = find(id);
        ClaimedTask task = claimOne();

        store().release(List.of(task.claim()));

        assertThat(find(id)).isEqualTo(before);
        ClaimedTask again = claimOne();
        assertThat(again.task().attempts()).isEqualTo(1);
        assertThat(again.startsAlone()).isFalse();
    }

    @Test
    @Tag("B160")
    default void whatIsGivenBackKeepsItsPlace() {
        String first = insertOne();
        String second = insertOne();
        store().release(StoreSteps.claims(claim(newNode(), 2)));

        assertThat(claimIds(newNode(), 2)).containsExactly(first, second);
    }

    @Test
    default void givingBackASecondAttemptKeepsTheFirst() {
        ClaimedTask first = claimed(request());
        retry(first);
        store().promote(MANY);
        TaskRecord before = find(first.task().id());

        store().release(List.of(claimOne().claim()));

        assertThat(find(first.task().id())).isEqualTo(before);
    }

    @Test
    default void aStartedAttemptIsToldByItsTimes() {
        ClaimedTask task = claimed();

        assertThat(store().markStarted(task.claim())).isTrue();

        TaskRecord found = find(task.task().id());
        assertThat(found.status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(found.startedAt()).isNotNull();
        assertThat(found.lastAttemptedAt()).isNotNull();
        assertThat(found.attempts()).isEqualTo(1);
        succeed(task);
        assertThat(find(task.task().id()).attempts()).isEqualTo(1);
    }

    @Test
    default void aRetryOfADeferredTaskDoesNotWaitForItsOldInstant() {
        needs(Feature.DEFER);
        String id = insert(request().delay(Duration.ofHours(1)));
        letTimePass(Duration.ofHours(2));
        store().promote(MANY);
        ClaimedTask task = claimOne();
        retry(task);
        store().promote(MANY);

        assertThat(claimOne().task().id()).isEqualTo(id);
    }

    private static String worker(ClaimedTask task) {
        List<String> workers = task.task().workerIds();
        return workers.get(workers.size() - 1);
    }
}
