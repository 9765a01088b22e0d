package ee.tasks.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The starts at a {@link Gate} that still count for its rate. A value: with the gate's row locked, a store reads it, asks it for room,
 * and writes what {@link #plus} returns.
 *
 * <p>In no period, wherever it begins, is more weight let in than the capacity allows. At most {@value #MAX_RUNS} points of time are kept.
 * Beyond that those within the same hundredth of the period become one, at the latest time, so that room may come that much late, and never
 * early. A clock that goes back counts as standing still.
 *
 * @since 1.0
 */
public final class RecentStarts {

    /** No start counts. */
    public static final RecentStarts NONE = new RecentStarts(List.of());

    private static final int MAX_RUNS = 200;
    private static final int PARTS = 100;
    /** 30,000 years, so that no sum overflows. */
    private static final long LONGEST_PERIOD = 1_000_000_000_000_000_000L;

    private static final int RADIX = 36;

    /** Weight that started at a time, in microseconds since 1970. */
    private record Start(long at, int weight) {}

    private final List<Start> starts;

    private RecentStarts(List<Start> starts) {
        this.starts = starts;
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @param text such a text; {@code null} or empty for none
     * @return the starts
     * @throws IllegalArgumentException if it is another text
     */
    public static RecentStarts of(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        List<Start> starts = new ArrayList<>();
        long at = 0;
        for (String each : text.split(" ", -1)) {
            int mark = each.indexOf('*');
            long distance = Long.parseLong(mark < 0 ? each : each.substring(0, mark), RADIX);
            int weight = mark < 0 ? 1 : Integer.parseInt(each.substring(mark + 1), RADIX);
            if (weight < 1 || distance < 1 && !starts.isEmpty()) {
                throw new IllegalArgumentException("no starts: " + text);
            }
            at += distance;
            starts.add(new Start(at, weight));
        }
        return new RecentStarts(starts);
    }

    /**
     * Writes the starts.
     *
     * @return at most 4,000 characters of ASCII
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        long before = 0;
        for (Start each : starts) {
            text.append(text.isEmpty() ? "" : " ").append(Long.toString(each.at - before, RADIX));
            if (each.weight != 1) {
                text.append('*').append(Integer.toString(each.weight, RADIX));
            }
            before = each.at;
        }
        return text.toString();
    }

    /**
     * Returns how much weight may start.
     *
     * @param capacity the gate's capacity
     * @param now the store's time
     * @return 0 or more; {@link Integer#MAX_VALUE} if the capacity has no rate
     */
    public int room(Capacity capacity, Instant now) {
        if (capacity.starts() == 0) {
            return Integer.MAX_VALUE;
        }
        if (capacity.spread() && nextSpread(capacity) > micros(now)) {
            return 0;
        }
        long over = micros(now) - micros(capacity.period());
        long counted = starts.stream()
                .filter(each -> each.at > over)
                .mapToLong(Start::weight)
                .sum();
        return (int) Math.max(0, capacity.starts() - counted);
    }

    /**
     * Returns when weight may start.
     *
     * @param capacity the gate's capacity, which has a rate
     * @param weight how much is to start, at most {@link Capacity#starts}
     * @return the earliest time, if nothing else starts before; may have passed
     */
    public Instant roomAt(Capacity capacity, int weight) {
        long at = capacity.spread() ? nextSpread(capacity) : Long.MIN_VALUE;
        long period = micros(capacity.period());
        long counted = starts.stream().mapToLong(Start::weight).sum();
        for (Start each : starts) {
            if (counted + weight <= capacity.starts()) {
                break;
            }
            counted -= each.weight;
            at = Math.max(at, each.at + period);
        }
        return at == Long.MIN_VALUE ? Instant.EPOCH : instant(at);
    }

    /**
     * Adds a start, and forgets those that no longer count.
     *
     * @param capacity the gate's capacity
     * @param now the store's time
     * @param weight how much starts
     * @return the starts with this one
     */
    public RecentStarts plus(Capacity capacity, Instant now, int weight) {
        if (capacity.starts() == 0) {
            return NONE;
        }
        long last = starts.isEmpty() ? Long.MIN_VALUE : starts.get(starts.size() - 1).at;
        long at = Math.max(last, micros(now));
        long period = micros(capacity.period());
        List<Start> all = new ArrayList<>();
        starts.stream().filter(each -> each.at > at - period).forEach(all::add);
        add(all, new Start(at, weight), last == at);
        return new RecentStarts(all.size() > MAX_RUNS ? merged(all, period) : all);
    }

    private static List<Start> merged(List<Start> starts, long period) {
        long part = (period + PARTS - 1) / PARTS;
        List<Start> merged = new ArrayList<>();
        long before = Long.MIN_VALUE;
        for (Start each : starts.subList(0, starts.size() - 1)) {
            add(merged, each, Math.floorDiv(each.at, part) == before);
            before = Math.floorDiv(each.at, part);
        }
        // Spread starts keep their distance from the last one, which keeps its weight.
        merged.add(starts.get(starts.size() - 1));
        return merged;
    }

    private static void add(List<Start> starts, Start next, boolean toLast) {
        if (toLast) {
            Start last = starts.remove(starts.size() - 1);
            starts.add(new Start(next.at, (int) Math.min(Integer.MAX_VALUE, (long) last.weight + next.weight)));
        } else {
            starts.add(next);
        }
    }

    private long nextSpread(Capacity capacity) {
        if (starts.isEmpty()) {
            return Long.MIN_VALUE;
        }
        Start last = starts.get(starts.size() - 1);
        long period = micros(capacity.period());
        long weight = Math.min(last.weight, capacity.starts());
        long rest = period % capacity.starts() * weight;
        return last.at + period / capacity.starts() * weight + (rest + capacity.starts() - 1) / capacity.starts();
    }

    /** Rounded up: a start counts a little longer rather than shorter. */
    private static long micros(Duration duration) {
        if (duration.toSeconds() >= LONGEST_PERIOD / 1_000_000) {
            return LONGEST_PERIOD;
        }
        return duration.toSeconds() * 1_000_000 + (duration.toNanosPart() + 999) / 1_000;
    }

    private static long micros(Instant instant) {
        // ChronoUnit.MICROS.between counts nanoseconds, which overflow in 2262.
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
