package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import ee.tasks.spi.ScheduleStore;
import ee.tasks.spi.ScheduleStore.Position;
import ee.tasks.spi.ScheduleStore.Taking;
import ee.tasks.spi.ScheduleStore.Tick;
import ee.tasks.spi.TaskRequest;
import ee.tasks.tck.LogLines;
import ee.tasks.tck.TaskRequests;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A schedule that another transaction has locked, or that nobody can read, stands in the way of no other. */
class SchedulesInTheWayTest {

    private static final Instant TICK = Instant.parse("2001-02-03T04:05:06.123456Z");
    private static final int MAX_PARAMETERS = 1_000;

    enum Server {
        H2,
        POSTGRESQL,
        MARIADB
    }

    private TestDatabase database;
    private ScheduleStore schedules;

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLockedIsNotTakenAndNotWaitedFor(Server server) throws SQLException {
        open(server);
        List<Taking> page = List.of(taking("a", false), taking("locked", false), taking("z", false));

        whileLocked("locked", () -> assertThat(schedules.take(page)).containsExactlyInAnyOrder("a", "z"));

        assertThat(read("locked").course().lastTick()).isNull();
        assertThat(schedules.take(page)).containsExactly("locked");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLockedHoldsUpNoDeclaring(Server server) throws SQLException {
        open(server);
        List.of("a", "locked", "z").forEach(id -> write(id, true));
        grow(Duration.ofMinutes(10));

        whileLocked("locked", () -> schedules.declare(Set.of("a", "locked", "z")));

        assertThat(schedules.retire(Duration.ofMinutes(5))).containsExactly("locked");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLockedHoldsUpNoRetiring(Server server) throws SQLException {
        open(server);
        List.of("a", "locked", "z").forEach(id -> write(id, true));
        grow(Duration.ofMinutes(10));

        whileLocked("locked", () -> assertThat(schedules.retire(Duration.ofMinutes(5)))
                .containsExactly("a", "z"));

        assertThat(schedules.retire(Duration.ofMinutes(5))).containsExactly("locked");
    }

    /** As after an edit by hand. */
    @ParameterizedTest
    @EnumSource
    void whatHasADueTimeAndNoTickEndsNoLook(Server server) {
        open(server);
        List.of("a", "broken", "z").forEach(id -> write(id, false));
        Jdbc.run(database.pool(), "update ee_schedule set next_tick = null where id = 'broken'");
        try (LogLines log = LogLines.of("ee.tasks")) {
            for (int look = 0; look < 2; look++) {
                assertThat(schedules.due(Set.of(), Position.START, 9).due())
                        .extracting(due -> due.schedule().id())
                        .containsExactly("a", "z");
            }
            assertThat(log.ids())
                    .filteredOn(line -> line.equals("SEVERE EETASK0623"))
                    .hasSize(1);
        }
    }

    /** Each look meets them all. */
    @Test
    void ofManyThatNobodyCanReadAThousandAreTold() {
        open(Server.H2);
        IntStream.range(0, SaidOnce.MAX + 5).forEach(n -> write("broken" + n, false));
        Jdbc.run(database.pool(), "update ee_schedule set next_tick = null");
        try (LogLines log = LogLines.of("ee.tasks")) {
            for (int look = 0; look < 3; look++) {
                assertThat(schedules.due(Set.of(), Position.START, 2_000).due()).isEmpty();
            }
            assertThat(log.ids())
                    .filteredOn(line -> line.equals("SEVERE EETASK0623"))
                    .hasSize(SaidOnce.MAX);
        }
    }

    /** One was moved by hand, the other one's due time was forgotten. */
    @ParameterizedTest
    @EnumSource
    void theLaterOfTwoTimesCounts(Server server) {
        open(server);
        List.of("a", "moved", "z").forEach(id -> write(id, false));
        Instant later = schedules.now().plusSeconds(3_600);
        String move = "update ee_schedule set next_tick = timestamp '2999-01-01 00:00:00' where id = 'moved'";
        Jdbc.run(database.pool(), move);

        ScheduleStore.DueSchedules due = schedules.due(Set.of(), Position.START, 9);

        assertThat(due.due()).extracting(each -> each.schedule().id()).containsExactly("a", "z");
        assertThat(due.next()).isAfter(later);
    }

    /** Oracle takes 1,000 expressions in a list, SQL Server 2,100 parameters. */
    @ParameterizedTest
    @EnumSource
    void noStatementNamesMoreSchedulesThanDatabasesTake(Server server) {
        open(server);
        Set<String> ids = IntStream.range(0, 5_000).mapToObj("d%04d"::formatted).collect(Collectors.toSet());
        write("d0001", true);
        write("d4999", true);
        grow(Duration.ofMinutes(10));

        schedules.declare(ids);

        assertThat(schedules.retire(Duration.ofMinutes(5))).isEmpty();
        assertThat(schedules.due(ids, Position.START, 9).due())
                .extracting(due -> due.schedule().id())
                .containsExactly("d0001", "d4999");
    }

    private void open(Server server) {
        TestDatabase plain = TestDatabase.open(
                switch (server) {
                    case H2 -> TestServer.newH2();
                    case POSTGRESQL -> TestServer.newPostgres();
                    case MARIADB -> TestServer.newMariaDb();
                },
                TestProvider.HIBERNATE);
        database = new TestDatabase(plain.pool(), plain.factory(), counting(plain.pool()));
        JpaTaskStore store = database.newStore();
        store.start(TestContext.MIGRATE);
        schedules = store.schedules();
    }

    private static DataSource counting(DataSource pool) {
        return proxy(DataSource.class, pool, false);
    }

    private static <T> T proxy(Class<T> type, T target, boolean counts) {
        return type.cast(Proxy.newProxyInstance(
                SchedulesInTheWayTest.class.getClassLoader(), new Class<?>[] {type}, (p, method, arguments) -> {
                    if (counts && method.getName().equals("prepareStatement")) {
                        assertThat(((String) arguments[0]).chars().filter(c -> c == '?'))
                                .hasSizeLessThanOrEqualTo(MAX_PARAMETERS);
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof Connection connection && !counts
                                ? proxy(Connection.class, connection, true)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void whileLocked(String id, Runnable step) throws SQLException {
        try (Connection other = database.pool().getConnection()) {
            other.setAutoCommit(false);
            Sql.update(other, "update ee_schedule set priority = 1 where id = ?", id);
            step.run();
            other.rollback();
        }
    }

    private void grow(Duration age) {
        String earlier = database.dialect().plusMicros("declared_at").replace("?", String.valueOf(-Micros.of(age)));
        Jdbc.run(database.pool(), "update ee_schedule set declared_at = " + earlier);
    }

    private Taking taking(String id, boolean declared) {
        write(id, declared);
        TaskRequest request = TaskRequests.request().build();
        Course taken = new Course(TICK.plusSeconds(60), TICK, request.id(), 1);
        return new Taking(read(id).with(taken), List.of(new Tick(TICK, request)), Set.of());
    }

    private void write(String id, boolean declared) {
        Work work = new Work("contract.send", "default", "default", 0, "[]", 1, true, null);
        Recurrence minutely = Recurrence.cron("* * * * *");
        assertThat(schedules.write(ScheduleRecord.builder(id, work, minutely)
                        .declared(declared)
                        .course(Course.from(TICK))
                        .build()))
                .isTrue();
    }

    private ScheduleRecord read(String id) {
        return schedules.find(id).orElseThrow();
    }
}
