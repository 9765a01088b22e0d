package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.admin.Pause;
import ee.tasks.admin.PauseKind;
import ee.tasks.spi.AdminStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of pauses, on each database that builds have. */
class PausesTest {

    private static final int MANY = 700;

    private TestDatabase database;
    private JpaTaskStore store;
    private AdminStore admin;

    private void open(SchemaTest.Database kind) {
        database = TestDatabase.open(kind.open(), TestProvider.HIBERNATE);
        store = database.newStore();
        store.start(TestContext.MIGRATE);
        admin = store.admin();
    }

    @AfterEach
    void close() {
        store.stop();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void thoseThatAreOverAreDeletedAndThoseThatWaitAreNot(SchemaTest.Database kind) {
        open(kind);
        Instant until = Instant.now().plusSeconds(600);
        admin.pause(PauseKind.NAMESPACE, AdminStore.ALL, null, until);
        admin.pause(PauseKind.LIMIT, "openai", "acme", until);
        for (int number = 0; number < MANY; number++) {
            admin.pause(PauseKind.NODE, "gone-" + number, null, null);
        }
        admin.pause(PauseKind.QUEUE, "mail", null, null);
        admin.pause(PauseKind.INSTANCE, "web-0", null, null);
        store.prune(ReleasedRowsTest.NOTHING, 1);
        assertThat(Jdbc.count(database.pool(), "ee_pause")).isEqualTo(MANY + 4);

        letTimePass();
        store.join("alive", Duration.ofHours(1));
        admin.pause(PauseKind.NODE, "alive", null, null);
        letTimePass();
        store.prune(ReleasedRowsTest.NOTHING, 1);
        store.prune(ReleasedRowsTest.NOTHING, 1);

        assertThat(admin.pauses()).extracting(Pause::name).containsExactly("mail", "alive", "web-0");
        assertThat(Jdbc.count(database.pool(), "ee_pause")).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void aQueueThatWasPausedWithSqlIsListedAndResumed(SchemaTest.Database kind) {
        open(kind);
        Jdbc.run(database.pool(), "insert into ee_queue (namespace, name, paused) values ('default', 'mail', true)");

        assertThat(admin.pauses()).containsExactly(new Pause(PauseKind.QUEUE, "mail", null, null, null));
        assertThat(admin.paused("n").queues()).containsExactly("mail");

        assertThat(admin.resume(PauseKind.QUEUE, "mail", null)).isTrue();
        assertThat(admin.pauses()).isEmpty();
        assertThat(admin.paused("n").queues()).isEmpty();
        assertThat(admin.resume(PauseKind.QUEUE, "mail", null)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void thePauseWithSqlIsListedInsteadOfOneThatEnds(SchemaTest.Database kind) {
        open(kind);
        Jdbc.run(database.pool(), "insert into ee_queue (namespace, name, paused) values ('default', 'mail', true)");
        admin.pause(PauseKind.QUEUE, "mail", null, Instant.now().plusSeconds(600));

        assertThat(admin.pauses()).containsExactly(new Pause(PauseKind.QUEUE, "mail", null, null, null));
    }

    /** Such as one of a later version. */
    @ParameterizedTest
    @EnumSource
    void aKindThatNobodyKnowsHereIsSkipped(SchemaTest.Database kind) {
        open(kind);
        admin.pause(PauseKind.QUEUE, "mail", null, null);
        Jdbc.run(database.pool(), "update ee_pause set kind = 'ZONE'");
        admin.pause(PauseKind.QUEUE, "other", null, null);

        assertThat(admin.paused("n").queues()).containsExactly("other");
        assertThat(admin.pauses()).extracting(Pause::name).containsExactly("other");
    }

    @ParameterizedTest
    @EnumSource
    void oneThatSomebodyJustRenewsHoldsUpNoPruning(SchemaTest.Database kind) throws SQLException {
        open(kind);
        Instant until = Instant.now().plusSeconds(600);
        admin.pause(PauseKind.QUEUE, "mail", null, until);
        admin.pause(PauseKind.QUEUE, "other", null, until);
        letTimePass();
        try (Connection renewing = database.pool().getConnection()) {
            renewing.setAutoCommit(false);
            Sql.update(renewing, "update ee_pause set until_at = null where name = ?", "mail");

            assertThat(store.prune(ReleasedRowsTest.NOTHING, 1)).isZero();

            renewing.commit();
            renewing.setAutoCommit(true);
        }
        store.prune(ReleasedRowsTest.NOTHING, 1);
        assertThat(admin.pauses()).extracting(Pause::name).containsExactly("mail");
        assertThat(Jdbc.count(database.pool(), "ee_pause")).isEqualTo(1);
    }

    private void letTimePass() {
        String earlier =
                database.dialect().plusMicros("%1$s").replace("?", String.valueOf(-Micros.of(Duration.ofHours(2))));
        List.of("since", "until_at")
                .forEach(column -> Jdbc.run(
                        database.pool(),
                        ("update ee_pause set %1$s = " + earlier + " where %1$s is not null").formatted(column)));
    }
}
