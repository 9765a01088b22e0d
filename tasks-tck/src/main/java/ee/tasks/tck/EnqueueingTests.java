package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskStatus;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put in is found again. */
interface EnqueueingTests extends StoreSteps {

    @Test
    @Tag("B125")
    default void aNewTaskIsReadyAndNobodyHasTouchedIt() {
        TaskRequest request = request().arguments("[1,\"two\",null]").build();

        TaskRecord inserted = store().insert(request);

        assertThat(inserted)
                .usingRecursiveComparison()
                .isEqualTo(TaskRecordBuilder.of(request)
                        .status(TaskStatus.READY)
                        .enqueuedAt(inserted.enqueuedAt())
                        .runAfter(null)
                        .build());
        assertThat(inserted.enqueuedAt()).isNotNull();
    }

    @Test
    @Tag("B130")
    @Tag("B158")
    default void whatInsertReturnedIsWhatFindFinds() {
        TaskRecord inserted = store().insert(everyField().build());

        assertThat(find(inserted.id())).isEqualTo(inserted);
        assertThat(secondStore().find(inserted.id())).contains(inserted);
    }

    @Test
    default void everyFieldComesBackAsItWasGiven() {
        TaskRequest request = everyField().build();

        TaskRecord found = store().find(store().insert(request).id()).orElseThrow();

        assertThat(found)
                .isEqualTo(TaskRecordBuilder.of(request)
                        .status(TaskStatus.READY)
                        .enqueuedAt(found.enqueuedAt())
                        .runAfter(request.runAfter())
                        .build());
    }

    private static TaskRequests everyField() {
        return TaskRequests.of("com.acme.Zeitung.verschicke\u00DCberblick")
                .backend("reports")
                .queue("e-mail \u4E2D\u6587")
                .priority(-73)
                .arguments("[{\"a\":[1.50,\"x\"]},true]")
                .payloadFormat(7)
                .runAfter(Instant.parse("2031-02-03T04:05:06.123456Z"))
                .flow("flow-1");
    }

    @ParameterizedTest
    @MethodSource("textsThatAreEasilySpoiled")
    default void textComesBackAsItWasGiven(String text) {
        String arguments = "[\"" + text + "\"]";

        assertThat(find(insert(request().arguments(arguments))).arguments()).isEqualTo(arguments);
    }

    static List<String> textsThatAreEasilySpoiled() {
        return List.of(
                "\u00E4\u00F6\u00FC\u00DF \u4E2D\u6587 \u0627\u0644\u0639\u0631\u0628\u064A\u0629",
                "\uD83D\uDE80\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "e\u0301 is not \u00E9",
                "\\u0000 \\n \\\\ it's 100% $1 ${x} ? :a -- /* */",
                "  ends in spaces   ");
    }

    @Test
    default void argumentsOfAMebibyteComeBackAsTheyWereGiven() {
        String plain = "[\"" + "x".repeat(1 << 20) + "\"]";
        String emoji = "[\"" + "\uD83D\uDE80".repeat(1 << 18) + "\"]";

        assertThat(find(insert(request().arguments(plain))).arguments()).isEqualTo(plain);
        assertThat(find(insert(request().arguments(emoji))).arguments()).isEqualTo(emoji);
        assertThat(claim(newNode(), 2))
                .extracting(claimed -> claimed.task().arguments())
                .containsExactly(plain, emoji);
    }

    @Test
    default void theLongestNamesAreKept() {
        String task = "t".repeat(254) + "\u4E2D";
        String queue = "q".repeat(63) + "\u4E2D";

        TaskRecord found = find(insert(TaskRequests.of(task).queue(queue)));

        assertThat(found.task()).isEqualTo(task);
        assertThat(found.queue()).isEqualTo(queue);
    }

    @ParameterizedTest
    @ValueSource(ints = {-100, 0, 100})
    default void prioritiesAreKept(int priority) {
        assertThat(find(insert(request().priority(priority))).priority()).isEqualTo(priority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2031-01-01T00:00:00Z",
                "2031-03-30T01:30:00.000001Z",
                "2031-10-26T00:30:00.999999Z",
                "2031-10-26T01:30:00.1Z",
                "1970-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    default void runAfterIsKeptToTheMicrosecondWhateverTheTimeZone(Instant runAfter) {
        needs(Feature.DEFER);

        assertThat(find(insert(request().runAfter(runAfter))).runAfter()).isEqualTo(runAfter);
    }

    @Test
    default void theStoresTimesHaveNoNanoseconds() {
        Instant enqueuedAt = find(insertOne()).enqueuedAt();

        assertThat(enqueuedAt.getNano() % 1_000).isZero();
        assertThat(now().getNano() % 1_000).isZero();
    }

    @ParameterizedTest
    @MethodSource("textsThatAreNoId")
    @Tag("B133")
    @Tag("B241")
    default void anIdThatIsNoneIsNotFound(String id) {
        insertOne();

        assertThat(store().find(id)).isEmpty();
        assertThat(store().cancel(id)).isFalse();
    }

    static Stream<String> textsThatAreNoId() {
        return Stream.of(
                TaskRequests.nextId(),
                "",
                " ",
                "0",
                "-1",
                "%",
                "' or '1'='1",
                "\uD83D\uDE80",
                "a\0b",
                "\uD800",
                "x".repeat(37),
                "x".repeat(100_000));
    }

    @Test
    default void insertAllWritesEveryOneAndSaysHowMany() {
        needs(Feature.BULK);
        List<TaskRequest> requests =
                StoreSteps.requests(2_500).map(TaskRequests::build).toList();

        assertThat(store().insertAll(requests.iterator())).isEqualTo(2_500);

        assertThat(claimIds(newNode(), 3_000))
                .containsExactlyElementsOf(
                        requests.stream().map(TaskRequest::id).toList());
    }

    @Test
    default void insertAllOfNothingWritesNothing() {
        needs(Feature.BULK);

        assertThat(store().insertAll(List.<TaskRequest>of().iterator())).isZero();
        nothingIsDue();
    }

    @Test
    default void insertAllWritesTheSameAsInsert() {
        needs(Feature.BULK);
        TaskRequest one = everyField().build();
        TaskRequest other = everyField().build();

        store().insert(one);
        store().insertAll(List.of(other).iterator());

        assertThat(find(other.id()))
                .usingRecursiveComparison()
                .ignoringFields("id", "enqueuedAt")
                .isEqualTo(find(one.id()));
    }

    @Test
    default void whatInsertAllWroteIsClaimedAsWhatInsertWrote() {
        needs(Feature.BULK);
        TaskRequest bulk =
                request().notRerunIfLost().priority(2).arguments("[42]").build();
        String single = insert(request().notRerunIfLost().priority(1).arguments("[42]"));

        store().insertAll(List.of(bulk).iterator());

        assertThat(claim(newNode(), 2))
                .allMatch(claimed -> claimed.startsAlone())
                .allMatch(claimed -> claimed.task().arguments().equals("[42]"))
                .extracting(claimed -> claimed.task().id())
                .containsExactly(bulk.id(), single);
    }

    @Test
    default void insertAllHonoursWhenAndAfterWhatTasksShallRun() {
        needs(Feature.BULK);
        needs(Feature.DEFER);
        needs(Feature.DEPENDENCIES);
        String first = insertOne();
        TaskRequest deferred = request().delay(Duration.ofHours(1)).build();
        TaskRequest dependent = request().dependsOn(first).build();
        TaskRequest immediate = request().build();

        store().insertAll(List.of(deferred, dependent, immediate).iterator());

        assertThat(find(dependent.id()).status()).isEqualTo(TaskStatus.WAITING);
        List<ClaimedTask> claimed = claim(newNode(), 9);
        assertThat(StoreSteps.ids(claimed)).containsExactly(first, immediate.id());
        succeed(claimed.get(0));
        assertThat(claimOne().task().id()).isEqualTo(dependent.id());
        letTimePass(Duration.ofHours(2));
        store().promote(MANY);
        assertThat(claimOne().task().id()).isEqualTo(deferred.id());
    }

    @Test
    default void insertAllThatFailsHalfWayWritesNothing() {
        needs(Feature.BULK);
        List<TaskRequest> read =
                StoreSteps.requests(1_500).map(TaskRequests::build).toList();
        Iterator<TaskRequest> breaking = IntStream.rangeClosed(0, read.size())
                .mapToObj(i -> {
                    if (i == read.size()) {
                        throw new IllegalStateException("the source broke");
                    }
                    return read.get(i);
                })
                .iterator();

        assertThatThrownBy(() -> store().insertAll(breaking)).hasStackTraceContaining("the source broke");

        assertThat(store().find(read.get(0).id())).isEmpty();
        nothingIsDue();
    }
}
