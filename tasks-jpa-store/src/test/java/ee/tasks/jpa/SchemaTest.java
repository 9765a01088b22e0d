package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.spi.TaskStoreException;
import ee.tasks.tck.LogLines;
import io.agroal.api.AgroalDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

    enum Database {
        H2(TestServer::newH2),
        POSTGRESQL(TestServer::newPostgres),
        MARIADB(TestServer::newMariaDb);

        private final Supplier<AgroalDataSource> opener;

        Database(Supplier<AgroalDataSource> opener) {
            this.opener = opener;
        }

        AgroalDataSource open() {
            return opener.get();
        }
    }

    private static final String COLUMNS = """
            select lower(column_name), lower(data_type), character_maximum_length, is_nullable, datetime_precision
            from information_schema.columns where lower(table_name) = 'ee_task' order by 1""";

    /** Not of MariaDB: what providers make there of a text holds 64 kB. */
    static Stream<Arguments> databasesAndProviders() {
        return Stream.of(Database.H2, Database.POSTGRESQL).flatMap(database -> Stream.of(TestProvider.values())
                .map(provider -> Arguments.of(database, provider)));
    }

    @ParameterizedTest
    @MethodSource("databasesAndProviders")
    void theScriptsMakeTheColumnsThatTheProviderWouldMake(Database database, TestProvider provider) {
        Map<String, Object> create = new HashMap<>(provider.properties());
        create.put("jakarta.persistence.schema-generation.database.action", "create");
        try (AgroalDataSource shipped = database.open();
                AgroalDataSource generated = database.open()) {
            start(shipped, "migrate");
            try (EntityManagerFactory factory = TaskPersistenceUnit.open(generated, create)) {
                factory.createEntityManager().close();

                assertThat(Jdbc.rows(shipped, COLUMNS))
                        .hasSizeGreaterThan(30)
                        .containsExactlyElementsOf(Jdbc.rows(generated, COLUMNS));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void migratingAgainChangesNothing(Database database) {
        try (AgroalDataSource pool = database.open()) {
            start(pool, "migrate");
            start(pool, "migrate");
            start(pool, "validate");

            assertThat(Jdbc.rows(pool, "select version, script from ee_schema_version order by version"))
                    .containsExactly(
                            "1|001-tasks.sql",
                            "2|002-retention.sql",
                            "3|003-keys.sql",
                            "4|004-schedules.sql",
                            "5|005-flows.sql",
                            "6|006-control.sql");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodesThatMigrateAtTheSameTimeDoItOnce(Database database) throws Exception {
        try (AgroalDataSource pool = database.open()) {
            migrateAtTheSameTime(pool);

            assertThat(Jdbc.count(pool, "ee_schema_version")).isEqualTo(Schema.SCRIPTS.size());
        }
    }

    /** In one round of ten it lost ee_task where nothing kept the nodes apart. */
    @Test
    void h2LosesNoTableThatNodesAlterAtTheSameTime() throws Exception {
        for (int round = 0; round < 30; round++) {
            try (AgroalDataSource pool = TestServer.newH2()) {
                migrateAtTheSameTime(pool);

                assertThat(Jdbc.count(pool, "ee_task")).isZero();
            }
        }
    }

    private static void migrateAtTheSameTime(AgroalDataSource pool) throws Exception {
        Callable<Object> migration = () -> {
            start(pool, "migrate");
            return null;
        };
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Future<Object>> done = nodes.invokeAll(List.of(migration, migration, migration, migration));
        nodes.shutdown();
        for (Future<Object> each : done) {
            each.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void validationNamesAllMissingScriptsInOrderAndTheDataSource(Database database) {
        try (AgroalDataSource pool = database.open()) {
            assertThatThrownBy(() -> start(pool, "validate"))
                    .isInstanceOf(TaskStoreException.class)
                    .hasMessage("EETASK0611: the database of java:/pool lacks these scripts of the task schema: "
                            + String.join(", ", Schema.SCRIPTS)
                            + ". Run them in this order, from META-INF/ee-tasks/schema/"
                            + database.name().toLowerCase(java.util.Locale.ROOT)
                            + "/ in tasks-jpa-store.jar, or set ee.tasks.jpa.schema=migrate");
        }
    }

    @ParameterizedTest
    @EnumSource
    void validationNamesTheSecondScriptWhereTheFirstWasRun(Database database) {
        try (AgroalDataSource pool = database.open()) {
            start(pool, "migrate");
            Jdbc.run(pool, "delete from ee_schema_version where version = 2");

            assertThatThrownBy(() -> start(pool, "validate"))
                    .hasMessageContaining(" lacks these scripts of the task schema: 002-retention.sql. Run them");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aScriptThatFailsSaysWhereAndCanBeRunWhenTheCauseIsGone(Database database) {
        try (AgroalDataSource pool = database.open()) {
            Jdbc.run(pool, "create table ee_task_dependency (task_id varchar(36) not null primary key)");

            assertThatThrownBy(() -> start(pool, "migrate"))
                    .isInstanceOf(TaskStoreException.class)
                    .hasMessageStartingWith("EETASK0612: the schema script META-INF/ee-tasks/schema/")
                    .hasMessageMatching("(?s).*/001-tasks.sql failed at its statement 1\\d of 1\\d, 'create .*")
                    .hasMessageContaining("ee_task_dependency")
                    .hasMessageContaining(database == Database.POSTGRESQL ? "none of it was kept" : "may be repeated");

            Jdbc.run(pool, "drop table ee_task_dependency");
            start(pool, "migrate");
            start(pool, "validate");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewerSchemaIsAcceptedAndSaid(Database database) {
        try (AgroalDataSource pool = database.open();
                LogLines log = LogLines.of("ee.tasks")) {
            start(pool, "migrate");
            Jdbc.run(
                    pool,
                    "insert into ee_schema_version (version, script, applied_at)"
                            + " values (99, '099-later.sql', current_timestamp)");

            start(pool, "validate");
            start(pool, "migrate");

            assertThat(log.ids()).containsExactly("INFO EETASK0613", "INFO EETASK0613");
        }
    }

    @Test
    void h2IsMigratedUnlessToldOtherwise() {
        try (AgroalDataSource pool = TestServer.newH2()) {
            start(pool, null);

            assertThat(Jdbc.count(pool, "ee_task")).isZero();
        }
    }

    @Test
    void postgresIsValidatedUnlessToldOtherwise() {
        try (AgroalDataSource pool = TestServer.newPostgres()) {
            assertThatThrownBy(() -> start(pool, null)).hasMessageStartingWith("EETASK0611");
        }
    }

    @Test
    void noneLooksAtNothing() {
        try (AgroalDataSource pool = TestServer.newPostgres()) {
            start(pool, "none");
        }
    }

    @Test
    void anotherModeIsRefused() {
        try (AgroalDataSource pool = TestServer.newH2()) {
            assertThatThrownBy(() -> start(pool, "update")).hasMessageStartingWith("EETASK0610");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMigrationWithinACallersTransactionOutlivesItsRollback(Database database) throws Exception {
        try (AgroalDataSource pool = database.open()) {
            Jdbc.run(pool, "create table business (id integer)");
            TestServer.TRANSACTION_MANAGER.begin();
            Jdbc.run(pool, "insert into business values (1)");
            start(pool, "migrate");
            TestServer.TRANSACTION_MANAGER.rollback();

            assertThat(Jdbc.count(pool, "ee_task")).isZero();
            assertThat(Jdbc.count(pool, "business")).isZero();
        }
    }

    /** A node of the version before has a key and is about to write its task: whoever comes second waits, and nobody loses. */
    @Test
    void aMigrationCrossesNoEnqueueWithAKey() throws Exception {
        try (AgroalDataSource pool = TestServer.newPostgres()) {
            new Schema(new PostgresDialect())
                    .statements("001-tasks.sql")
                    .forEach(statement -> Jdbc.run(pool, statement));
            TestServer.TRANSACTION_MANAGER.begin();
            Jdbc.run(pool, "set local deadlock_timeout = '1ms'");
            Jdbc.run(pool, "insert into ee_task_key values ('default', 'mail', 'a', 'id', null)");
            CompletableFuture<Void> migration = CompletableFuture.runAsync(() -> start(pool, "migrate"));
            String waits = "pg_locks where not granted and relation in ('ee_task'::regclass, 'ee_task_key'::regclass)";
            while (Jdbc.count(pool, waits) == 0) {
                assertThat(migration).isNotDone();
            }
            try {
                Jdbc.run(pool, "update ee_task set claims = claims + 1");
            } finally {
                TestServer.TRANSACTION_MANAGER.rollback();
            }

            migration.get(1, TimeUnit.MINUTES);
            start(pool, "validate");
        }
    }

    private static void start(AgroalDataSource pool, String mode) {
        JpaResources resources = TestServer.resources(pool);
        new SchemaStart(resources, new StoreTransactions(resources)).run(mode);
    }
}
