package ee.tasks.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.ejb.docs.Reports;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Timer;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TimerTasksTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @AutoClose
    private final Container container = new Container();

    private final TimerTasks timers = container.get(TimerTasks.class);
    private final Instant next = Instant.now().plus(HOUR);

    private static ScheduleExpression hourly() {
        return new ScheduleExpression().hour("*").minute("0");
    }

    private String build(Timer timer) {
        return timers.bridge(Reports::build, timer).orElseThrow().id();
    }

    @Test
    void aTimeoutEnqueuesATaskWithTheInfoAsItsArgument() {
        TestTimer timer = TestTimer.calendar(hourly(), "north", next);
        TestTimer ofNumbers = TestTimer.calendar(hourly(), 7L, next);

        List<TaskResult<?>> results = Stream.<TaskResult<?>>of(
                        timers.bridge(Reports::build, timer).orElseThrow(),
                        timers.bridge(Reports::clean, timer).orElseThrow(),
                        timers.bridge(Reports::count, ofNumbers).orElseThrow(),
                        timers.bridge(Reports::countAll, timer).orElseThrow(),
                        timers.bridge(Reports::fetch, timer).orElseThrow(),
                        timers.bridge(Reports::fetchAll, timer).orElseThrow())
                .toList();

        assertThat(results).extracting(TaskResult::status).containsOnly(TaskStatus.READY);
        assertThat(results)
                .extracting(result -> result.task().substring(result.task().lastIndexOf('.') + 1) + result.arguments())
                .containsExactly("build[north]", "clean[]", "count[7]", "countAll[]", "fetch[north]", "fetchAll[]");
    }

    @Test
    void ofSeveralNodesWithOneCalendarTimerOneEnqueuesATick() {
        String first = build(TestTimer.calendar(hourly(), "north", next));

        assertThat(build(TestTimer.calendar(hourly(), "north", next))).isEqualTo(first);
        assertThat(build(TestTimer.calendar(hourly(), "north", next.plus(HOUR))))
                .isNotEqualTo(first);
    }

    @Test
    void ofSeveralNodesWithOneIntervalTimerOneEnqueuesInAnInterval() {
        String first = build(TestTimer.interval("north", next));

        assertThat(build(TestTimer.interval("north", next.minusSeconds(600)))).isEqualTo(first);
    }

    /** As on WildFly after a restart, when the next timeout is on a grid that the timer has left. */
    @Test
    void anIntervalThatIsSaidCountsWhateverTheTimerSaysOfItsNext() {
        TaskInvocation<Void> build = TaskInvocation.of(Reports::build, "north");
        String first = timers.bridge(
                        build, TestTimer.interval("north", Instant.now().plusMillis(1)), HOUR)
                .orElseThrow()
                .id();

        assertThat(timers.bridge(build, TestTimer.interval("north", next), HOUR)
                        .orElseThrow()
                        .id())
                .isEqualTo(first);
        assertThat(timers.bridge(build, TestTimer.interval("north", next), HOUR.multipliedBy(24))
                        .orElseThrow()
                        .id())
                .isNotEqualTo(first);
        assertThatThrownBy(() -> timers.bridge(build, TestTimer.interval("north", next), Duration.ZERO))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessage("EETASK0802: the interval of a timer must be positive, was PT0S");
    }

    @Test
    void whatDiffersInItsArgumentsIsAnotherTask() {
        TestTimer timer = TestTimer.calendar(hourly(), null, next);
        String north = timers.bridge(TaskInvocation.of(Reports::build, "north"), timer)
                .orElseThrow()
                .id();

        assertThat(timers.bridge(TaskInvocation.of(Reports::build, "south"), timer))
                .hasValueSatisfying(south -> assertThat(south.id()).isNotEqualTo(north));
    }

    @Test
    void whatDiffersInItsHeadersIsAnotherTask() {
        TestTimer timer = TestTimer.calendar(hourly(), null, next);
        TaskInvocation<Void> build = TaskInvocation.of(Reports::build, "north");

        assertThat(Stream.of(build, build.header("tenant", "t7"), build.header("tenant", "t8"))
                        .map(each -> timers.bridge(each, timer).orElseThrow().id()))
                .doesNotHaveDuplicates();
        assertThat(timers.bridge(build.header("a", "1").header("b", "2"), timer))
                .map(TaskResult::id)
                .isEqualTo(timers.bridge(build.header("b", "2").header("a", "1"), timer)
                        .map(TaskResult::id));
    }

    @Test
    void whatDiffersInInfoOrExpressionIsAnotherTimer() {
        ScheduleExpression inLondon = hourly().timezone("Europe/London");
        ScheduleExpression fromNow = hourly().start(new Date());

        assertThat(Stream.of(
                                TestTimer.calendar(hourly(), "north", next),
                                TestTimer.calendar(hourly(), "south", next),
                                TestTimer.calendar(hourly(), null, next),
                                TestTimer.calendar(inLondon, "north", next),
                                TestTimer.calendar(fromNow, "north", next),
                                TestTimer.interval("north", next),
                                TestTimer.interval("south", next))
                        .map(this::build))
                .doesNotHaveDuplicates();
    }

    @Test
    void theLastTickOfACalendarTimerIsOne() {
        ScheduleExpression once = hourly().year("2030").month("1").dayOfMonth("1");
        String first = build(TestTimer.calendar(once, "north", null));

        assertThat(build(TestTimer.calendar(once, "north", null))).isEqualTo(first);
    }

    @Test
    void timersForOneActionAreNotToldApart() {
        String first = build(TestTimer.oneAction("north"));

        assertThat(build(TestTimer.oneAction("north"))).isNotEqualTo(first);
    }

    @Test
    void theKeyOfAnInvocationIsKept() {
        TaskInvocation<Void> keyed = TaskInvocation.of(Reports::build, "north").unique("mine");
        String first =
                timers.bridge(keyed, TestTimer.oneAction(1)).orElseThrow().id();

        assertThat(timers.bridge(keyed, TestTimer.calendar(hourly(), 2, next)))
                .hasValueSatisfying(result -> assertThat(result.id()).isEqualTo(first));
    }

    @Test
    void aTimerThatIsGoneEnqueuesNothing() {
        TestTimer timer = TestTimer.calendar(hourly(), "north", next);
        timer.cancel();

        assertThat(timers.bridge(Reports::build, timer)).isEmpty();
        assertThat(timers.bridge(Reports::clean, timer)).isEmpty();
    }

    @Test
    void aBackendWithoutUniqueKeysEnqueuesEachTime() {
        TestTimer timer = TestTimer.calendar(hourly(), "north", next);

        assertThat(timers.bridge(Reports::atOnce, timer).orElseThrow().returnValue())
                .isEqualTo("north");
        assertThat(timers.bridge(Reports::atOnce, timer).orElseThrow().returnValue())
                .isEqualTo("north");
    }

    @Test
    void anInfoOfAnotherTypeThanTheTasksIsRefused() {
        TestTimer timer = TestTimer.calendar(hourly(), 7, next);

        assertThatThrownBy(() -> timers.bridge(Reports::build, timer)).isInstanceOf(InvalidTaskException.class);
    }

    @Test
    void anInfoOfWhichJsonShowsNothingNeedsAKey() {
        TestTimer timer = TestTimer.calendar(hourly(), new Secret(), next);

        Map<TestTimer, String> reasons = Map.of(
                timer,
                ", which JSON-B cannot write, so",
                TestTimer.calendar(hourly(), new Closed(), next),
                ", which has no JSON properties, so");
        reasons.forEach((unknown, reason) -> {
            assertThatThrownBy(() -> timers.bridge(Reports::clean, unknown))
                    .isInstanceOf(InvalidTaskException.class)
                    .hasMessageStartingWith("EETASK0800: the info of a timer, or an argument of its task, has the type "
                            + unknown.getInfo().getClass().getName() + reason)
                    .hasMessageNotContaining("hidden");
        });
        assertThat(timers.bridge(TaskInvocation.of(Reports::clean).unique("mine"), timer))
                .isPresent();
        assertThat(timers.bridge(Reports::clean, TestTimer.calendar(hourly(), new HashMap<>(), next)))
                .isPresent();
    }

    /** Cannot be written. */
    public static final class Secret implements Serializable {

        private static final long serialVersionUID = 1L;

        public String getHidden() {
            throw new IllegalStateException("hidden");
        }
    }

    /** Has nothing to show. */
    public static final class Closed implements Serializable {

        private static final long serialVersionUID = 1L;
    }
}
