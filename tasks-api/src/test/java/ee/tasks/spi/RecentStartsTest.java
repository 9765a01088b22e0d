package ee.tasks.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentStartsTest {

    private static final Instant NOON = Instant.parse("2031-03-30T12:00:00.123456Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration YEAR = Duration.ofDays(365);

    private record Started(Instant at, int weight) {}

    @Test
    void asMuchStartsAsTheCapacityAllows() {
        Capacity three = Capacity.ofRate(3, MINUTE);
        RecentStarts starts = RecentStarts.NONE.plus(three, NOON, 1).plus(three, NOON.plusSeconds(20), 2);

        assertThat(starts.room(three, NOON.plusSeconds(20))).isZero();
        assertThat(starts.room(three, NOON.plusSeconds(60).minusNanos(1_000))).isZero();
        assertThat(starts.room(three, NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(starts.room(three, NOON.plusSeconds(80))).isEqualTo(3);
        assertThat(starts.roomAt(three, 1)).isEqualTo(NOON.plusSeconds(60));
        assertThat(starts.roomAt(three, 2)).isEqualTo(NOON.plusSeconds(80));
    }

    @Test
    void withoutARateThereIsAlwaysRoom() {
        Capacity one = Capacity.ofConcurrent(1);
        RecentStarts starts = RecentStarts.NONE.plus(one, NOON, 1);

        assertThat(starts.room(one, NOON)).isEqualTo(Integer.MAX_VALUE);
        assertThat(starts.text()).isEmpty();
    }

    @Test
    void spreadStartsKeepTheirDistance() {
        Capacity six = spread(6, MINUTE);
        RecentStarts starts = RecentStarts.NONE.plus(six, NOON, 1);
        assertThat(starts.room(six, NOON.plusSeconds(9))).isZero();
        assertThat(starts.roomAt(six, 1)).isEqualTo(NOON.plusSeconds(10));
        assertThat(starts.room(six, NOON.plusSeconds(10))).isPositive();

        starts = starts.plus(six, NOON.plusSeconds(10), 3);

        assertThat(starts.room(six, NOON.plusSeconds(39))).isZero();
        assertThat(starts.roomAt(six, 1)).isEqualTo(NOON.plusSeconds(40));
        assertThat(starts.room(six, NOON.plusSeconds(40))).isPositive();
    }

    /** Their distance alone does not bound them: a heavy one may follow light ones. */
    @Test
    void spreadStartsWeighNoMoreThanTheCapacityInAPeriod() {
        Capacity six = spread(6, MINUTE);
        RecentStarts starts = RecentStarts.NONE.plus(six, NOON, 1).plus(six, NOON.plusSeconds(10), 1);

        assertThat(starts.room(six, NOON.plusSeconds(20))).isEqualTo(4);
        assertThat(starts.roomAt(six, 6)).isEqualTo(NOON.plusSeconds(70));
    }

    @Test
    void aClockThatGoesBackStandsStill() {
        Capacity one = Capacity.ofRate(1, MINUTE);
        Capacity two = Capacity.ofRate(2, MINUTE);
        RecentStarts starts = RecentStarts.NONE.plus(two, NOON, 1).plus(two, NOON.minusSeconds(3_600), 1);

        assertThat(starts.room(two, NOON.minusSeconds(3_600))).isZero();
        assertThat(starts.room(two, NOON.plusSeconds(59))).isZero();
        assertThat(starts.room(one, NOON.plusSeconds(60))).isEqualTo(1);
    }

    @Test
    void aSmallerCapacityHasNoRoomUntilEnoughIsOver() {
        Capacity nine = Capacity.ofRate(9, MINUTE);
        Capacity two = Capacity.ofRate(2, MINUTE);
        RecentStarts starts = RecentStarts.NONE.plus(nine, NOON, 4).plus(nine, NOON.plusSeconds(1), 1);

        assertThat(starts.room(two, NOON.plusSeconds(2))).isZero();
        assertThat(starts.roomAt(two, 1)).isEqualTo(NOON.plusSeconds(60));
        assertThat(starts.roomAt(spread(2, MINUTE), 1)).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void theGreatestNumbersDoNotOverflow() {
        for (boolean spread : List.of(true, false)) {
            Capacity greatest = new Capacity(0, Integer.MAX_VALUE, Duration.ofDays(365_000), spread, false);
            RecentStarts starts = RecentStarts.NONE.plus(greatest, NOON, Integer.MAX_VALUE);
            starts = RecentStarts.of(
                    starts.plus(greatest, NOON, Integer.MAX_VALUE).text());

            assertThat(starts.room(greatest, NOON)).isZero();
            assertThat(starts.roomAt(greatest, Integer.MAX_VALUE)).isAfterOrEqualTo(NOON.plus(greatest.period()));
            Capacity least = new Capacity(0, 1, Duration.ofNanos(1), spread, false);
            assertThat(starts.room(least, NOON)).isZero();
            assertThat(starts.room(least, NOON.plusMillis(1))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "a b*", "*", "1  2", " ", "\u00e4", "1*-1", "1*0", "5 -1", "5 0", "zzzzzzzzzzzzzz"})
    void anotherTextIsRefused(String text) {
        assertThatThrownBy(() -> RecentStarts.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTextIsNoStart() {
        assertThat(RecentStarts.of(null).text()).isEmpty();
        assertThat(RecentStarts.of("").text()).isEmpty();
        assertThat(RecentStarts.NONE.roomAt(Capacity.ofRate(1, MINUTE), 1)).isBeforeOrEqualTo(NOON);
    }

    /** Many more than are kept one by one: room comes late by a hundredth of the period at most. */
    @Test
    void ofManyStartsRoomComesBackAsTheyDo() {
        Capacity many = Capacity.ofRate(6_000, MINUTE);
        RecentStarts starts = RecentStarts.NONE;
        Instant now = NOON;
        for (int i = 0; i < 20_000; i++, now = now.plusMillis(10)) {
            Instant at = starts.roomAt(many, 1);
            now = at.isAfter(now) ? at : now;
            assertThat(starts.room(many, now)).isPositive();
            starts = RecentStarts.of(starts.plus(many, now, 1).text());
        }

        assertThat(Duration.between(NOON, now)).isLessThan(Duration.ofMillis(200_000 * 102 / 100));
    }

    @Test
    void whateverIsAskedNoPeriodLetsMoreIn() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Duration period = periods().get(random.nextInt(periods().size()));
            int capacity = 1 + random.nextInt(random.nextBoolean() ? 10 : 3_000);
            Capacity rate = new Capacity(0, capacity, period, random.nextInt(3) == 0, false);
            holds(rate, random, "seed " + seed + ", " + rate);
        }
    }

    private static List<Duration> periods() {
        return List.of(
                Duration.ofNanos(1),
                Duration.ofNanos(1_500),
                Duration.ofMillis(1),
                MINUTE,
                YEAR,
                YEAR.multipliedBy(300));
    }

    private static void holds(Capacity rate, Random random, String what) {
        long period = Math.max(1, rate.period().toMillis() * 1_000);
        int heaviest = random.nextBoolean() ? 1 : rate.starts();
        Deque<Started> log = new ArrayDeque<>();
        RecentStarts starts = RecentStarts.NONE;
        Instant now = NOON;
        Instant latest = Instant.MIN;
        int started = 0;
        for (int i = 0; i < 1_500; i++) {
            int weight = 1 + random.nextInt(heaviest);
            Instant at = starts.roomAt(rate, weight);
            now = switch (random.nextInt(8)) {
                case 0 -> at.isAfter(now) ? at : now;
                case 1 -> now.minus(random.nextInt(1_000), ChronoUnit.MICROS);
                case 2, 3 -> now;
                default -> now.plus(random.nextLong(1 + 3 * period / (2 + rate.starts())), ChronoUnit.MICROS);
            };
            isConsistent(starts, rate, weight, at, what);
            if (starts.room(rate, now) >= weight) {
                latest = now.isAfter(latest) ? now : latest;
                log.addLast(new Started(latest, weight));
                started++;
                starts = starts.plus(rate, now, weight);
                isWithin(log, rate, what);
                String text = starts.text();
                assertThat(text).as(what).hasSizeLessThanOrEqualTo(4_000).matches("[0-9a-z* ]*");
                starts = RecentStarts.of(text);
                assertThat(starts.text()).as(what).isEqualTo(text);
            }
        }
        assertThat(started).as(what).isPositive();
    }

    private static void isConsistent(RecentStarts starts, Capacity rate, int weight, Instant at, String what) {
        if (at.isAfter(NOON)) {
            assertThat(starts.room(rate, at)).as(what).isGreaterThanOrEqualTo(weight);
            assertThat(starts.room(rate, at.minusNanos(1_000))).as(what).isLessThan(weight);
        } else {
            assertThat(starts.room(rate, NOON)).as(what).isGreaterThanOrEqualTo(weight);
        }
    }

    /** The period that ends with the newest start; the log forgets what is over. */
    private static void isWithin(Deque<Started> log, Capacity rate, String what) {
        Started newest = log.getLast();
        while (!log.getFirst().at().plus(rate.period()).isAfter(newest.at())) {
            log.removeFirst();
        }
        assertThat(log.stream().mapToLong(Started::weight).sum()).as(what).isLessThanOrEqualTo(rate.starts());
        if (rate.spread() && log.size() > 1) {
            Started before = log.stream().skip(log.size() - 2).findFirst().orElseThrow();
            Duration distance = Duration.between(before.at(), newest.at());
            assertThat(distance.multipliedBy(rate.starts()))
                    .as(what)
                    .isGreaterThanOrEqualTo(rate.period().multipliedBy(before.weight()));
        }
    }

    private static Capacity spread(int starts, Duration period) {
        return new Capacity(0, starts, period, true, false);
    }
}
