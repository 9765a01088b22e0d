package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ee.tasks.TaskOptions.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskOptionsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final TaskInvocation<?> invocation = TaskInvocation.named("reports.build");

    /** The vocabulary is the same on all of them. */
    static Stream<TaskOptions<?>> everythingThatTakesOptions() {
        return Stream.of(TaskInvocation.named("reports.build"), new RecordingQueue());
    }

    @ParameterizedTest
    @MethodSource("everythingThatTakesOptions")
    void nothingIsSaidAtFirst(TaskOptions<?> original) {
        assertThat(original.options()).isEqualTo(Values.NONE);
    }

    @Test
    @Tag("B010")
    void priorityIsZeroUnlessSaidAndChangesOnlyTheCopy() throws NoSuchMethodException {
        assertThat(Task.class.getMethod("priority").getDefaultValue()).isEqualTo(0);
        assertThat(invocation.priority(50).options().priority()).isEqualTo(50);
        assertThat(invocation.options().priority()).isNull();
    }

    @Test
    @Tag("B012")
    void runAfterIsUnsetUnlessSaidAndChangesOnlyTheCopy() {
        assertThat(invocation.runAfter(NOON).options().runAfter()).isEqualTo(NOON);
        assertThat(invocation.options().runAfter()).isNull();
    }

    @ParameterizedTest
    @MethodSource("everythingThatTakesOptions")
    @Tag("B016")
    void stepsCanBeChainedAndLeaveIntermediateCopiesAsTheyWere(TaskOptions<?> original) {
        TaskOptions<?> first = original.onQueue("bulk");
        TaskOptions<?> second = first.priority(5);
        TaskOptions<?> third = second.unique("k", Duration.ofHours(1)).evenIfFailed();
        assertThat(third.options())
                .isEqualTo(new Values(
                        "bulk",
                        5,
                        null,
                        null,
                        "k",
                        Duration.ofHours(1),
                        List.of(),
                        List.of(),
                        true,
                        Map.of(),
                        Map.of(),
                        null,
                        null,
                        null));
        assertThat(second.options())
                .isEqualTo(new Values(
                        "bulk", 5, null, null, null, null, List.of(), List.of(), false, Map.of(), Map.of(), null, null,
                        null));
        assertThat(first.options())
                .isEqualTo(new Values(
                        "bulk", null, null, null, null, null, List.of(), List.of(), false, Map.of(), Map.of(), null,
                        null, null));
        assertThat(original.options()).isEqualTo(Values.NONE);
    }

    @Test
    void theLastCallWins() {
        Values options = invocation
                .onQueue("a")
                .onQueue("b")
                .priority(1)
                .priority(2)
                .unique("k", Duration.ofHours(1))
                .unique("l")
                .dependsOn(result("1"), result("2"))
                .dependsOn(result("3"))
                .dependsOn(flow("f"))
                .dependsOn(flow("g"))
                .options();
        assertThat(options)
                .isEqualTo(new Values(
                        "b",
                        2,
                        null,
                        null,
                        "l",
                        null,
                        List.of("3"),
                        List.of("g"),
                        false,
                        Map.of("3", "here", "g", "here"),
                        Map.of(),
                        null,
                        null,
                        null));
    }

    @Test
    void anInstantAndADelayReplaceOneAnother() {
        Values delayed =
                invocation.runAfter(NOON).runAfter(Duration.ofMinutes(1)).options();
        assertThat(delayed.runAfter()).isNull();
        assertThat(delayed.delay()).isEqualTo(Duration.ofMinutes(1));
        Values timed = invocation.runAfter(Duration.ofMinutes(1)).runAfter(NOON).options();
        assertThat(timed.runAfter()).isEqualTo(NOON);
        assertThat(timed.delay()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, -100, 0})
    @Tag("B022")
    void prioritiesInRangeAreAccepted(int priority) {
        assertThat(invocation.priority(priority).options().priority()).isEqualTo(priority);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, -101, Integer.MIN_VALUE, Integer.MAX_VALUE})
    @Tag("B020")
    void prioritiesOutOfRangeAreRefused(int priority) {
        assertRefused("EETASK0005: ", () -> invocation.priority(priority));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "a\u0000b", "a\nb", "a,b", ",", " a", "a ", "a\u2003", "a\"b"})
    void whatIsNoQueueNameIsRefused(String name) {
        assertRefused("EETASK0006: ", () -> invocation.onQueue(name));
    }

    @Test
    void namesAndKeysAreBounded() {
        assertThat(invocation.onQueue("q".repeat(64)).options().queue()).hasSize(64);
        assertRefused("EETASK0006: ", () -> invocation.onQueue("q".repeat(65)));
        assertThat(invocation.unique("k".repeat(1_000)).options().uniqueKey()).hasSize(1_000);
        assertRefused("EETASK0009: ", () -> invocation.unique("k".repeat(1_001)));
        assertRefused("EETASK0009: ", () -> invocation.unique(""));
    }

    @Test
    void aRefusedUniqueKeyIsNotInTheMessage() {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> invocation.unique("ada@example.org\n"))
                .withMessageNotContaining("ada");
    }

    @Test
    void timesAreBounded() {
        assertRefused("EETASK0007: ", () -> invocation.runAfter(Duration.ofSeconds(-1)));
        assertRefused("EETASK0008: ", () -> invocation.runAfter(Duration.ofDays(365_001)));
        assertRefused("EETASK0008: ", () -> invocation.runAfter(Instant.EPOCH.minusSeconds(1)));
        assertRefused("EETASK0008: ", () -> invocation.runAfter(Instant.MAX));
        assertRefused("EETASK0010: ", () -> invocation.unique("k", Duration.ZERO));
        assertRefused("EETASK0010: ", () -> invocation.unique("k", Duration.ofNanos(999)));
        assertRefused("EETASK0010: ", () -> invocation.unique("k", Duration.ofSeconds(Long.MAX_VALUE)));
        assertThat(invocation.runAfter(Duration.ZERO).options().delay()).isZero();
    }

    @Test
    void whatIsOutOfBoundsIsTold() {
        assertRefused(
                "EETASK0008: the delay of runAfter must be at most 365,000 days, was PT8760024H",
                () -> invocation.runAfter(Duration.ofDays(365_001)));
        assertRefused(
                "EETASK0008: the instant of runAfter must be between the years 1970 and 9999, was 1969-12-31T23:59:59Z",
                () -> invocation.runAfter(Instant.EPOCH.minusSeconds(1)));
        assertRefused(
                "EETASK0010: the period of a unique key was PT0S, but must be from a microsecond to 365,000 days",
                () -> invocation.unique("k", Duration.ZERO));
        assertUniqueKeyRefused("has 1001 characters", "k".repeat(1_001));
        assertUniqueKeyRefused("is blank", " ");
        assertUniqueKeyRefused("contains a control character", "a\nb");
    }

    private void assertUniqueKeyRefused(String why, String key) {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> invocation.unique(key))
                .withMessage(
                        "EETASK0009: a unique key must have 1 to 1,000 characters, no control characters, and not be"
                                + " blank; this one " + why);
    }

    @Test
    void aTimeToExpireIsFromAMicrosecondToAThousandYears() {
        assertThat(invocation.expireAfter(Duration.ofNanos(1_999)).options().expireAfter())
                .isEqualTo(Duration.ofNanos(1_000));
        assertThat(invocation.expireAfter(Duration.ofDays(365_000)).options().expireAfter())
                .isEqualTo(Duration.ofDays(365_000));
        assertRefused("EETASK0036", () -> invocation.expireAfter(Duration.ofNanos(999)));
        assertRefused("EETASK0036", () -> invocation.expireAfter(Duration.ofSeconds(-1)));
        assertRefused(
                "EETASK0036",
                () -> invocation.expireAfter(Duration.ofDays(365_000).plusNanos(1_000)));
    }

    @Test
    void timesAreKeptToTheMicrosecondAsDatabasesDo() {
        Duration long1 = Duration.ofSeconds(1, 2_345_678);
        Duration cut = Duration.ofSeconds(1, 2_345_000);
        assertThat(invocation.runAfter(NOON.plusNanos(1_999)).options().runAfter())
                .isEqualTo(NOON.plusNanos(1_000));
        assertThat(invocation.runAfter(long1).options().delay()).isEqualTo(cut);
        assertThat(invocation.unique("k", long1).options().uniquePeriod()).isEqualTo(cut);
    }

    @Test
    void optionsThatContradictOneAnotherAreRefused() {
        assertRefused(
                "EETASK0018: ",
                () -> new Values(
                        null,
                        null,
                        NOON,
                        Duration.ZERO,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        false,
                        Map.of(),
                        Map.of(),
                        null,
                        null,
                        null));
        assertRefused(
                "EETASK0010: the period of a unique key was PT1H, but there is no key",
                () -> new Values(
                        null,
                        null,
                        null,
                        null,
                        null,
                        Duration.ofHours(1),
                        List.of(),
                        List.of(),
                        false,
                        Map.of(),
                        Map.of(),
                        null,
                        null,
                        null));
    }

    @Test
    void nullIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> invocation.onQueue(null))
                .withMessage("queue");
        assertThatNullPointerException()
                .isThrownBy(() -> invocation.runAfter((Instant) null))
                .withMessage("when");
        assertThatNullPointerException()
                .isThrownBy(() -> invocation.runAfter((Duration) null))
                .withMessage("delay");
        assertThatNullPointerException()
                .isThrownBy(() -> invocation.unique(null))
                .withMessage("key");
        assertThatNullPointerException()
                .isThrownBy(() -> invocation.unique("k", null))
                .withMessage("period");
        assertThatNullPointerException()
                .isThrownBy(() -> invocation.expireAfter(null))
                .withMessage("time");
        assertThatNullPointerException().isThrownBy(() -> invocation.dependsOn((TaskFlow) null));
        assertThatNullPointerException().isThrownBy(() -> invocation.dependsOn((Collection<TaskResult<?>>) null));
        assertThatNullPointerException()
                .isThrownBy(() -> invocation.withOptions(null))
                .withMessage("options");
    }

    @Test
    void whatIsSaidComesBeforeTheFallback() {
        Values said = new Values(
                "a",
                null,
                null,
                Duration.ZERO,
                null,
                null,
                List.of("1"),
                List.of(),
                false,
                Map.of(),
                Map.of(),
                null,
                null,
                null);
        Values fallback = new Values(
                "b",
                9,
                NOON,
                null,
                "k",
                Duration.ofHours(1),
                List.of("2"),
                List.of("f"),
                true,
                Map.of(),
                Map.of(),
                null,
                null,
                null);
        assertThat(said.orElse(fallback))
                .isEqualTo(new Values(
                        "a",
                        9,
                        null,
                        Duration.ZERO,
                        "k",
                        Duration.ofHours(1),
                        List.of("1"),
                        List.of(),
                        true,
                        Map.of(),
                        Map.of(),
                        null,
                        null,
                        null));
        assertThat(said.orElse(Values.NONE)).isEqualTo(said);
        assertThat(Values.NONE.orElse(said)).isEqualTo(said);
    }

    @Test
    void aKeyIsNotGivenThePeriodOfTheFallbacksKey() {
        Values said = invocation.unique("k").options();
        Values fallback = invocation.unique("l", Duration.ofHours(1)).options();
        assertThat(said.orElse(fallback)).isEqualTo(said);
    }

    @Test
    void dependenciesAreACopy() {
        List<TaskResult<?>> results = new ArrayList<>(List.of(result("1")));
        Values options = invocation.dependsOn(results).options();
        results.clear();
        assertThat(options.dependsOn()).containsExactly("1");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> options.dependsOn().clear());
    }

    private static void assertRefused(String id, Runnable step) {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(step::run)
                .withMessageStartingWith(id);
    }

    private static TaskResult<?> result(String id) {
        return Stub.of(TaskResult.class, id);
    }

    private static TaskFlow flow(String id) {
        return Stub.of(TaskFlow.class, id);
    }
}
