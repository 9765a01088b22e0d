package ee.tasks.tck;

import static ee.tasks.tck.LimitSteps.gate;
import static ee.tasks.tck.LimitSteps.limited;
import static ee.tasks.tck.LimitSteps.limitedTask;
import static ee.tasks.tck.LimitSteps.rate;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.Capacity;
import ee.tasks.spi.Claim;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Gate;
import ee.tasks.spi.LetIn;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How much starts in a period. */
interface RateTests extends LimitSteps {

    /** So long that no slow test machine can outlast it. */
    Duration LONG = Duration.ofHours(1);

    Duration SHORT = Duration.ofMillis(200);

    /** A task that started between two times of the store. */
    record RateStart(Instant after, Instant before, int weight) {}

    @Test
    default void noMoreThanTheRateStartInAPeriod() {
        TaskGates gates = limited(rate(3, LONG));
        insertLimited(5);

        List<ClaimedTask> started = enterOnly(3, gates);

        started.forEach(this::succeed);
        nobodyEnters(gates);
        nothingIsDue();
    }

    @Test
    default void eachAttemptIsAStart() {
        TaskGates gates = limited(rate(2, LONG));
        insertLimited(1);
        retry(enterOne(gates));
        retry(enterOne(gates));

        nobodyEnters(gates);
    }

    @Test
    default void aStartTakesItsWeightOfTheRate() {
        TaskGates gates = limited(new Gate(GATE, null, 2, Capacity.ofRate(5, LONG)));
        insertLimited(4);

        enterOnly(2, gates);
    }

    @Test
    default void eachKeyHasARateOfItsOwn() {
        TaskGates gates = task -> List.of(new Gate(GATE, task.arguments(), 1, Capacity.ofRate(1, LONG)));
        for (String arguments : List.of("[1]", "[1]", "[2]", "[2]", "[3]")) {
            insert(limitedTask().arguments(arguments));
        }

        assertThat(enterOnly(3, gates))
                .map(task -> task.task().arguments())
                .containsExactlyInAnyOrder("[1]", "[2]", "[3]");
    }

    @Test
    default void aSpentRateKeepsNoOtherOut() {
        TaskGates gates = limited(rate(1, LONG));
        insertLimited(3);
        enterOnly(1, gates);

        String id = insertOne();

        assertThat(enterNext(gates)).isEqualTo(id);
    }

    @Test
    default void aGateMayBoundBothWhatRunsAndWhatStarts() {
        TaskGates gates = limited(new Gate(GATE, null, 1, new Capacity(2, 3, LONG, false, false)));
        insertLimited(5);
        List<ClaimedTask> inside = enterOnly(2, gates);

        succeed(inside.get(0));
        succeed(enterOnly(1, gates).get(0));
        succeed(inside.get(1));

        nobodyEnters(gates);
    }

    @Test
    default void whatAnotherGateKeepsOutIsNoStart() {
        Gate slots = gate("a-slots", 1);
        Gate starts = new Gate("b-starts", null, 1, Capacity.ofRate(1, LONG));
        TaskGates gates = task -> switch (task.task()) {
            case "slot" -> List.of(slots);
            case "start" -> List.of(starts);
            default -> List.of(slots, starts);
        };
        insert(TaskRequests.of("slot"));
        ClaimedTask inside = enterOnly(1, gates).get(0);
        insert(TaskRequests.of("both"));
        nobodyEnters(gates);
        insert(TaskRequests.of("start"));
        assertThat(enterOnly(1, gates).get(0).task().task()).isEqualTo("start");

        succeed(inside);
        nobodyEnters(gates);

        insert(TaskRequests.of("slot"));
        assertThat(enterOnly(1, gates).get(0).task().task()).isEqualTo("slot");
    }

    @Test
    default void itIsKnownWhenThereIsRoomAgain() {
        TaskGates gates = limited(rate(1, LONG));
        insertLimited(2);
        enterOnly(1, gates);
        LetIn letIn = gates().letIn();
        for (int looks = 0; letIn.next() == null; looks++) {
            assertThat(looks).as("looks, and no time is known").isLessThan(100 * MANY);
            letIn = gates().letIn();
        }

        assertThat(letIn.readied()).isZero();
        assertThat(letIn.next()).isPositive().isLessThanOrEqualTo(LONG);
    }

    @Test
    default void inNoPeriodMoreStartThanTheRate() {
        isNeverExceeded(new Gate(GATE, null, 1, Capacity.ofRate(3, SHORT)), 12);
    }

    @Test
    default void inNoPeriodMoreWeightStartsThanTheRate() {
        isNeverExceeded(new Gate(GATE, null, 2, Capacity.ofRate(5, SHORT)), 6);
    }

    @Test
    default void spreadStartsKeepTheirDistance() {
        Gate gate = new Gate(GATE, null, 1, new Capacity(0, 4, SHORT, true, false));

        List<RateStart> all = isNeverExceeded(gate, 6);

        haveDistance(all, Duration.ofMillis(50));
    }

    @Test
    default void theDistanceOfSpreadStartsGrowsWithTheirWeight() {
        Gate gate = new Gate(GATE, null, 2, new Capacity(0, 4, SHORT, true, false));

        List<RateStart> all = isNeverExceeded(gate, 4);

        haveDistance(all, Duration.ofMillis(100));
    }

    /** Only what surely started too early counts: the two times of each are some calls of the store apart. */
    private static void haveDistance(List<RateStart> all, Duration distance) {
        for (int i = 1; i < all.size(); i++) {
            assertThat(Duration.between(all.get(i - 1).after(), all.get(i).before()))
                    .as("start %d after the one before", i)
                    .isGreaterThanOrEqualTo(distance);
        }
    }

    private List<RateStart> isNeverExceeded(Gate gate, int tasks) {
        insertLimited(tasks);
        List<RateStart> all = startAll(gate, tasks);
        for (RateStart first : all) {
            int weight = all.stream()
                    .filter(each -> !each.after().isBefore(first.after())
                            && each.before().isBefore(first.after().plus(SHORT)))
                    .mapToInt(RateStart::weight)
                    .sum();
            assertThat(weight)
                    .as("weight since " + first.after())
                    .isLessThanOrEqualTo(gate.capacity().starts());
        }
        return all;
    }

    private List<RateStart> startAll(Gate gate, int tasks) {
        TaskGates gates = limited(gate);
        String node = newNode();
        List<RateStart> all = new ArrayList<>();
        while (all.size() < tasks) {
            Instant after = time(node);
            List<ClaimedTask> claimed = enterAny(node, gates);
            Instant before = time(node);
            claimed.forEach(task -> all.add(new RateStart(after, before, gate.weight())));
        }
        return all;
    }

    /** One round, in which nobody may enter. */
    private List<ClaimedTask> enterAny(String node, TaskGates gates) {
        gates().letIn();
        List<ClaimedTask> claimed = claimOnce(node, gates);
        claimed.forEach(this::succeed);
        aMomentLater(node);
        return claimed;
    }

    @Test
    default void ofManyThreadsNoMoreStartThanTheRate() {
        needs(Feature.LIMITS);
        TaskGates gates = limited(rate(5, LONG));
        insertLimited(20);
        List<String> nodes = List.of(newNode(), newNode());
        Set<Claim> started = ConcurrentHashMap.newKeySet();
        long start = System.nanoTime();

        Race.run(8, number -> {
            TaskStore own = number % 2 == 0 ? store() : secondStore();
            for (int looks = 0; looks < 20 || started.size() < 5; looks++) {
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(1));
                Race.won(() -> own.gates().letIn());
                List<ClaimedTask> claimed = Race.won(
                        () -> own.gates().claim(nodes.get(number % 2), QueueSelection.ALL, 3, Long.MAX_VALUE, gates));
                claimed.forEach(task -> started.add(task.claim()));
            }
            return null;
        });

        assertThat(started).hasSize(5);
        nobodyEnters(gates);
    }
}
