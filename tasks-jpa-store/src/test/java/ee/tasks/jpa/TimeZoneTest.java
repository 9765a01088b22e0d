package ee.tasks.jpa;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The JVM five hours east of UTC, the sessions five hours west. */
@ParameterizedClass
@MethodSource("databases")
class TimeZoneTest {

    private final TimeZone before = TimeZone.getDefault();
    private final TestDatabase database;
    private final JpaTaskStore store;

    TimeZoneTest(Supplier<TestDatabase> opener) {
        TimeZone.setDefault(TimeZone.getTimeZone("GMT+5"));
        database = opener.get();
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        store.join("n", Duration.ofHours(1));
    }

    static List<Named<Supplier<TestDatabase>>> databases() {
        return Stream.of(TestProvider.values())
                .<Named<Supplier<TestDatabase>>>flatMap(provider -> Stream.of(
                        Named.of(
                                "H2 " + provider,
                                () -> TestDatabase.open(TestServer.newH2("set time zone '-05:00'"), provider)),
                        Named.of(
                                "PostgreSQL " + provider,
                                () -> TestDatabase.open(
                                        TestServer.newPostgres("set time zone 'America/Bogota'"), provider)),
                        Named.of(
                                "MariaDB " + provider,
                                () -> TestDatabase.open(TestServer.newMariaDb("set time_zone = '-05:00'"), provider))))
                .toList();
    }

    @AfterEach
    void close() {
        database.close();
        TimeZone.setDefault(before);
    }

    @Test
    void whatIsDueInAnHourIsNotDueNow() {
        Instant now = store.renew("n", Duration.ofHours(1)).orElseThrow();
        store.insert(request().delay(Duration.ofHours(1)).build());
        store.insert(request().runAfter(now.plus(Duration.ofHours(1))).build());
        String due = store.insert(
                        request().runAfter(now.minus(Duration.ofHours(1))).build())
                .id();
        store.promote(9);

        assertThat(store.claim("n", QueueSelection.ALL, 9, Long.MAX_VALUE))
                .extracting(claimed -> claimed.task().id())
                .containsExactly(due);
        assertThat(store.rescue(3, 9).readied()).isZero();
    }

    @Test
    void timesAreStoredInUtcAndReadAsTheyWereGiven() {
        Instant when = Instant.parse("2030-03-31T01:30:00.123456Z");
        TaskRecord inserted = store.insert(request().runAfter(when).build());
        store.insertAll(List.of(request().runAfter(when).build()).iterator());

        assertThat(Jdbc.rows(database.pool(), "select run_after from ee_task"))
                .containsExactly("2030-03-31 01:30:00.123456", "2030-03-31 01:30:00.123456");
        TaskRecord found = store.find(inserted.id()).orElseThrow();
        assertThat(found).isEqualTo(inserted);
        assertThat(found.runAfter()).isEqualTo(when);
        assertThat(Duration.between(found.enqueuedAt(), Instant.now())).isLessThan(Duration.ofHours(1));
    }

    @Test
    void anHourThatTheJvmSkipsInSpringIsKept() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        Instant skipped = Instant.parse("2030-03-31T02:30:00Z");
        String id = store.insert(request().runAfter(skipped).build()).id();

        assertThat(store.find(id)).get().extracting(TaskRecord::runAfter).isEqualTo(skipped);
    }

    @Test
    void aClaimIsMadeNow() {
        store.insert(request().build());
        ClaimedTask claimed =
                store.claim("n", QueueSelection.ALL, 1, Long.MAX_VALUE).get(0);

        assertThat(Duration.between(claimed.task().enqueuedAt(), claimed.task().startedAt())
                        .abs())
                .isLessThan(Duration.ofHours(1));
    }
}
