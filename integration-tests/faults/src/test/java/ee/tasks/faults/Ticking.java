package ee.tasks.faults;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Schedules with a tick each second, and what became of each tick. */
final class Ticking {

    private static final long SECOND = 1_000_000;
    private static final Pattern LEFT_OUT = Pattern.compile("EETASK0444: (\\d+) ticks");

    private static final String TICKS = "select tick, task_id from ee_schedule_tick where schedule_id = ?";

    private static final String LAST = "select last_tick from ee_schedule where id = ?";

    private static final String DONE = "select tick, task from tick where schedule = ?";

    private static final String TASKS = "select count(*) from ee_task where task = 'tick' and status = 'SUCCESSFUL'";

    private static final String WITHOUT_A_TICK = """
            select count(*) from ee_task t where t.task = 'tick'
            and (select count(*) from ee_schedule_tick s where s.task_id = t.id) <> 1""";

    private final Cluster<?, WildFly> cluster;
    private final List<String> all = new ArrayList<>();
    private final List<String> none = new ArrayList<>();

    /** Three of which each tick runs, and three of which those that are missed do not. */
    Ticking(Cluster<?, WildFly> cluster) throws IOException {
        this.cluster = cluster;
        cluster.servers().forEach(server -> server.log().mark());
        for (int i = 0; i < 3; i++) {
            all.add(put("ALL"));
            none.add(put("NONE"));
        }
        awaitTicks();
    }

    private String put(String missed) throws IOException {
        String id = "%s-%d".formatted(missed.toLowerCase(Locale.ROOT), System.nanoTime());
        cluster.b().putSchedule(id, missed);
        return id;
    }

    /** Some more of each, whoever takes them. */
    void awaitTicks() {
        for (String id : all) {
            long before = done(id);
            await("ticks of " + id).atMost(Cluster.GENEROUS).until(() -> done(id) > before + 2);
        }
    }

    private long done(String id) {
        return cluster.database().number("select count(*) from tick where schedule = ?", id);
    }

    void pause() throws IOException {
        for (String id : all) {
            cluster.b().pauseSchedule(id);
        }
        for (String id : none) {
            cluster.b().pauseSchedule(id);
        }
    }

    /** When their tasks have ended. */
    void audit() {
        long taken = 0;
        for (String id : all) {
            Map<Long, String> ticks = audited(id);
            assertThat(ticks).as(id).hasSize((int) possible(id, ticks));
            taken += ticks.size();
        }
        long missing = 0;
        for (String id : none) {
            Map<Long, String> ticks = audited(id);
            missing += possible(id, ticks) - ticks.size();
            taken += ticks.size();
        }
        long unsaid = missing;
        await(missing + " ticks that are left out are in the logs")
                .atMost(Cluster.GENEROUS)
                .until(() -> said() == unsaid);
        assertThat(cluster.database().number(WITHOUT_A_TICK)).isZero();
        assertThat(cluster.database().number(TASKS)).isGreaterThanOrEqualTo(taken);
    }

    /** @return its ticks, each of which was run once, by its task */
    private Map<Long, String> audited(String id) {
        Map<Long, String> ticks = cluster
                .database()
                .list(TICKS, row -> Map.entry(micros(row.getObject(1, LocalDateTime.class)), row.getString(2)), id)
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<Map.Entry<Long, String>> done =
                cluster.database().list(DONE, row -> Map.entry(row.getLong(1), row.getString(2)), id);
        assertThat(done).as(id).containsExactlyInAnyOrderElementsOf(ticks.entrySet());
        return ticks;
    }

    /** How many there are from the first to the last. */
    private long possible(String id, Map<Long, String> ticks) {
        long first = LongStream.of(
                        ticks.keySet().stream().mapToLong(tick -> tick).toArray())
                .min()
                .orElseThrow();
        long last = cluster.database()
                .list(LAST, row -> micros(row.getObject(1, LocalDateTime.class)), id)
                .get(0);
        return (last - first) / SECOND + 1;
    }

    private long said() {
        long said = 0;
        for (Server server : cluster.servers()) {
            for (String line : server.log().lines()) {
                Matcher leftOut = LEFT_OUT.matcher(line);
                said += leftOut.find() ? Long.parseLong(leftOut.group(1)) : 0;
            }
        }
        return said;
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant(ZoneOffset.UTC));
    }
}
