package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Expired;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.Parked;
import ee.tasks.spi.Parking;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A task that has not started in time is cancelled, wherever it waits, and never starts late. */
interface ExpiryTests extends ScheduleSteps {

    Duration AN_HOUR = Duration.ofHours(1);
    Duration MORE_THAN_AN_HOUR = Duration.ofMinutes(61);

    private static TaskRequests expiring() {
        return request().expireAfter(AN_HOUR);
    }

    /** As a worker does: page by page until there is no more, then what waited for those. */
    private List<String> expire(TaskStore store) {
        needs(Feature.EXPIRY);
        List<String> cancelled = new ArrayList<>();
        boolean more = true;
        while (more) {
            Expired expired = store.expire(MANY);
            cancelled.addAll(expired.cancelled());
            more = expired.more();
        }
        settle();
        return cancelled;
    }

    private void hasExpired(String id) {
        TaskRecord task = find(id);
        assertThat(task.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(task.finishedAt()).isNotNull();
        assertThat(task.attempts()).isZero();
        assertThat(task.errors()).singleElement().satisfies(error -> {
            assertThat(error.exceptionClass()).isEqualTo("ee.tasks.TaskExpiredError");
            assertThat(error.message()).contains("expireAfter");
            assertThat(error.attempt()).isZero();
        });
    }

    @Test
    default void aTaskThatHasNotStartedInTimeIsCancelledAndSaysWhy() {
        needs(Feature.EXPIRY);
        String id = insert(expiring());
        String other = insertOne();
        letTimePass(MORE_THAN_AN_HOUR);

        assertThat(expire(store())).containsExactly(id);

        hasExpired(id);
        assertThat(expire(store())).isEmpty();
        assertThat(claimIds(newNode(), MANY)).containsExactly(other);
    }

    @Test
    default void aTaskIsInTimeUntilThen() {
        needs(Feature.EXPIRY);
        String id = insert(expiring());
        letTimePass(Duration.ofMinutes(59));
        assertThat(expire(store())).isEmpty();

        assertThat(claimIds(newNode(), MANY)).containsExactly(id);
    }

    @Test
    default void theTimeOfADeferredTaskCountsFromWhenItMayStart() {
        needs(Feature.EXPIRY);
        needs(Feature.DEFER);
        String id = insert(expiring().delay(Duration.ofDays(1)));
        letTimePass(Duration.ofHours(24));
        assertThat(expire(store())).isEmpty();
        letTimePass(MORE_THAN_AN_HOUR);

        assertThat(expire(store())).containsExactly(id);

        hasExpired(id);
        nothingIsDue();
    }

    @Test
    default void aTimeInThePastIsNoLaterThanTheEnqueue() {
        needs(Feature.EXPIRY);
        needs(Feature.DEFER);
        String id = insert(expiring().runAfter(now().minus(Duration.ofDays(1))));
        assertThat(expire(store())).isEmpty();

        assertThat(claimIds(newNode(), MANY)).containsExactly(id);
    }

    @Test
    default void aTaskThatWaitsForAnotherExpires() {
        needs(Feature.EXPIRY);
        needs(Feature.DEPENDENCIES);
        String before = insertOne();
        String id = insert(expiring().dependsOn(before));
        letTimePass(MORE_THAN_AN_HOUR);

        assertThat(expire(store())).containsExactly(id);

        hasExpired(id);
        assertThat(status(before)).isEqualTo(TaskStatus.READY);
        succeed(claimOne());
        nothingIsDue();
    }

    @Test
    default void whatWaitsForATaskThatExpiresIsCancelled() {
        needs(Feature.EXPIRY);
        needs(Feature.DEPENDENCIES);
        String id = insert(expiring());
        String follower = insert(request().dependsOn(id));
        String anyway = insert(request().dependsOn(id).evenIfFailed());
        letTimePass(MORE_THAN_AN_HOUR);

        expire(store());

        assertThat(status(follower)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(find(follower).errors()).isEmpty();
        assertThat(claimIds(newNode(), MANY)).containsExactly(anyway);
    }

    @Test
    default void aTaskThatALimitHoldsExpires() {
        needs(Feature.EXPIRY);
        needs(Feature.LIMITS);
        String first = insert(TaskRequests.of(LimitSteps.LIMITED));
        String id = insert(TaskRequests.of(LimitSteps.LIMITED).expireAfter(AN_HOUR));
        String node = newNode(Duration.ofDays(1));
        assertThat(limitedClaim(node)).containsExactly(first);
        letTimePass(MORE_THAN_AN_HOUR);

        assertThat(expire(store())).containsExactly(id);

        hasExpired(id);
        assertThat(status(first)).isEqualTo(TaskStatus.RUNNING);
    }

    private List<String> limitedClaim(String node) {
        return StoreSteps.ids(
                store().gates().claim(node, QueueSelection.ALL, MANY, Long.MAX_VALUE, LimitSteps.limited(1)));
    }

    @Test
    default void aParkedTaskExpires() {
        needs(Feature.EXPIRY);
        ClaimedTask claimed = claimed(expiring());
        store().park(List.of(
                new Parked(claimed.claim(), newNode(), Parking.UNKNOWN_TASK, "no task of that name here")));
        letTimePass(MORE_THAN_AN_HOUR);

        assertThat(expire(store())).containsExactly(claimed.task().id());

        hasExpired(claimed.task().id());
        nothingIsDue();
    }

    @Test
    default void aClaimLeavesOutWhatHasExpiredAndTheNextLookTellsOfIt() {
        needs(Feature.EXPIRY);
        String late = insert(expiring().priority(5));
        String other = insertOne();
        letTimePass(MORE_THAN_AN_HOUR);

        assertThat(claimIds(newNode(), MANY)).containsExactly(other);

        hasExpired(late);
        assertThat(expire(store())).containsExactly(late);
        assertThat(expire(store())).isEmpty();
    }

    @Test
    default void aClaimLooksBehindWhatHasExpired() {
        needs(Feature.EXPIRY);
        Stream.generate(() -> expiring().priority(5)).limit(30).forEach(this::insert);
        String other = insertOne();
        letTimePass(MORE_THAN_AN_HOUR);

        assertThat(claimIds(newNode(), 10)).containsExactly(other);
    }

    @Test
    default void aClaimedTaskHasUntilThenToStart() {
        needs(Feature.EXPIRY);
        insertOne();
        assertThat(claimOne().expiresAt()).isNull();
        ClaimedTask claimed = claimed(expiring());
        assertThat(claimed.expiresAt())
                .isBetween(
                        claimed.task().enqueuedAt().plus(AN_HOUR),
                        claimed.task().enqueuedAt().plus(MORE_THAN_AN_HOUR));
        assertThat(claimed.hasExpired(claimed.expiresAt().minusNanos(1))).isFalse();
        assertThat(claimed.hasExpired(claimed.expiresAt())).isTrue();
    }

    @Test
    default void aTaskThatIsGivenBackTooLateIsCancelled() {
        needs(Feature.EXPIRY);
        String id = insert(expiring());
        ClaimedTask claimed = claimOne(newNode(Duration.ofDays(1)));
        letTimePass(MORE_THAN_AN_HOUR);
        assertThat(expire(store())).isEmpty();
        assertThat(status(id)).isEqualTo(TaskStatus.RUNNING);
        store().release(List.of(claimed.claim()));

        nothingIsDue();

        hasExpired(id);
        assertThat(expire(store())).containsExactly(id);
    }

    @Test
    default void aTaskThatIsGivenBackWhereNobodyClaimsIsCancelledALittleLater() {
        needs(Feature.EXPIRY);
        String id = insert(expiring());
        ClaimedTask claimed = claimOne(newNode(Duration.ofDays(1)));
        letTimePass(MORE_THAN_AN_HOUR);
        expire(store());
        store().release(List.of(claimed.claim()));
        letTimePass(Duration.ofMinutes(2));

        assertThat(expire(store())).containsExactly(id);

        hasExpired(id);
    }

    @Test
    default void aTaskThatStartedInTimeRunsAsLongAsItLikes() {
        needs(Feature.EXPIRY);
        String id = insert(expiring());
        ClaimedTask claimed = claimOne(newNode(Duration.ofDays(1)));
        letTimePass(MORE_THAN_AN_HOUR);
        assertThat(expire(store())).isEmpty();

        succeed(claimed);

        assertThat(status(id)).isEqualTo(TaskStatus.SUCCESSFUL);
        letTimePass(MORE_THAN_AN_HOUR);
        assertThat(expire(store())).isEmpty();
        assertThat(find(id).errors()).isEmpty();
    }

    @Test
    default void aTaskThatWasAttemptedDoesNotExpire() {
        needs(Feature.EXPIRY);
        ClaimedTask claimed = claimed(expiring());
        complete(claimed, new Outcome.Retrying(error(claimed, "try again"), Duration.ofHours(2)));
        letTimePass(MORE_THAN_AN_HOUR);
        assertThat(expire(store())).isEmpty();

        ClaimedTask again = claimOneLater();

        assertThat(again.task().id()).isEqualTo(claimed.task().id());
        assertThat(again.expiresAt()).isNull();
    }

    @Test
    default void aRetryByHandRunsWithoutALimit() {
        needs(Feature.EXPIRY);
        needs(Feature.RETRY);
        String id = insert(expiring());
        letTimePass(MORE_THAN_AN_HOUR);
        expire(store());

        assertThat(store().retry(id)).isTrue();
        assertThat(expire(store())).isEmpty();
        letTimePass(MORE_THAN_AN_HOUR);
        assertThat(expire(store())).isEmpty();

        ClaimedTask again = claimOne();
        assertThat(again.task().id()).isEqualTo(id);
        assertThat(again.expiresAt()).isNull();
        fail(again);
        assertThat(find(id).errors()).extracting(error -> error.attempt()).containsExactly(0, 1);
    }

    @Test
    default void itsUniqueKeyIsFreeAgain() {
        needs(Feature.EXPIRY);
        needs(Feature.UNIQUE);
        insert(expiring().unique("key"));
        letTimePass(MORE_THAN_AN_HOUR);
        expire(store());
        String next = insert(request().unique("key"));

        assertThat(claimIds(newNode(), MANY)).containsExactly(next);
    }

    @Test
    default void eachTaskOfManyExpires() {
        needs(Feature.EXPIRY);
        needs(Feature.BULK);
        List<TaskRequest> requests =
                Stream.generate(() -> expiring().build()).limit(30).toList();
        String never = TaskRequests.nextId();
        List<TaskRequest> all = new ArrayList<>(requests);
        all.add(request().id(never).build());
        store().insertAll(all.iterator());
        letTimePass(MORE_THAN_AN_HOUR);

        assertThat(store().expire(10).cancelled()).hasSize(10);
        assertThat(expire(secondStore())).hasSize(20);

        requests.forEach(each -> hasExpired(each.id()));
        assertThat(status(never)).isEqualTo(TaskStatus.READY);
    }

    @Test
    default void ofTwoNodesThatLookAtOnceOneCancelsEach() throws Exception {
        needs(Feature.EXPIRY);
        List<String> ids = new ArrayList<>();
        StoreSteps.requests(40).forEach(each -> ids.add(insert(each.expireAfter(AN_HOUR))));
        letTimePass(MORE_THAN_AN_HOUR);
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();

        Thread other =
                new Thread(() -> Stream.generate(() -> secondStore().expire(5).cancelled())
                        .limit(8)
                        .forEach(second::addAll));
        other.start();
        for (int i = 0; i < 8; i++) {
            first.addAll(store().expire(5).cancelled());
        }
        other.join();
        first.addAll(second);
        letTimePass(Duration.ofMinutes(2)); // what the other one had locked
        first.addAll(expire(store()));

        assertThat(first).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void nothingExpiresOfATransactionThatWasRolledBack() {
        needs(Feature.EXPIRY);
        needs(TRANSACTIONS);
        TaskRequest request = expiring().build();
        inTransaction(false, () -> store().insert(request));
        letTimePass(MORE_THAN_AN_HOUR);
        assertThat(expire(store())).isEmpty();

        assertThat(store().find(request.id())).isEmpty();
    }

    @Test
    default void theTaskOfATickExpires() {
        needs(Feature.EXPIRY);
        Work work = new Work("contract.send", "default", "default", 0, "[]", 1, true, null, AN_HOUR);
        ScheduleRecord schedule = ScheduleRecord.builder("s", work, Recurrence.cron("0 * * * *"))
                .course(Course.from(TICK))
                .build();
        assertThat(schedules().write(schedule)).isTrue();
        ScheduleRecord read = read("s");
        assertThat(read.work()).isEqualTo(work);
        String id = newId();

        assertThat(isTaken(schedules(), taken(read, id), new Tick(TICK, work.request(id, null))))
                .isTrue();
        letTimePass(MORE_THAN_AN_HOUR);

        assertThat(expire(store())).containsExactly(id);
    }

    @Test
    default void whatHasExpiredIsPrunedAsOthersAre() {
        needs(Feature.EXPIRY);
        String id = insert(expiring());
        letTimePass(MORE_THAN_AN_HOUR);
        expire(store());
        pruning().prune(new Retention(Map.of(TaskStatus.CANCELLED, Duration.ZERO), Map.of()), MANY);

        assertThat(store().find(id)).isEmpty();
        assertThat(expire(store())).isEmpty();
    }
}
