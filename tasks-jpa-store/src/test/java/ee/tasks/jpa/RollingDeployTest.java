package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.deploy.Deployment;
import ee.tasks.deploy.NewVersion;
import ee.tasks.deploy.OldVersion;
import ee.tasks.deploy.Runs;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.spi.Parking;
import ee.tasks.spi.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two versions side by side: a task renamed, removed and added, a parameter added and removed. Nothing is lost, nothing runs twice. */
class RollingDeployTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int MANY = 10;

    enum Store {
        MEMORY,
        H2,
        POSTGRESQL
    }

    private TestDatabase database;

    @BeforeEach
    void forget() {
        Runs.clear();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatEitherVersionEnqueuesIsRunByTheOneThatCan(Store kind) {
        started(kind);
        List<TaskResult<?>> enqueued = new ArrayList<>();
        try (Deployment old = Deployment.of(OldVersion.class);
                Deployment young = Deployment.of(NewVersion.class)) {
            for (int i = 0; i < MANY; i++) {
                enqueued.addAll(byTheOld(old));
                enqueued.addAll(byTheNew(young));
            }
            assertThat(enqueued)
                    .allSatisfy(each -> assertThat(each.await(LONG).status()).isEqualTo(TaskStatus.SUCCESSFUL))
                    .allSatisfy(each -> assertThat(each.refresh().attempts()).isEqualTo(1));
        }
        assertThat(Runs.all())
                .hasSameSizeAs(enqueued)
                .contains("old removed ann", "new added bob", "old shrinks ann2", "new shrinks bob", "new grows boben")
                .doesNotContain("old renamed bob", "new grows ann", "old grows bob");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheOldVersionCannotRunWaitsForTheNewOne(Store kind) {
        TaskStore store = started(kind);
        List<TaskResult<?>> enqueued;
        try (Deployment young = Deployment.enqueueing(NewVersion.class)) {
            enqueued = byTheNew(young);
        }
        try (Deployment old = Deployment.of(OldVersion.class)) {
            awaitParked(store, 2, 2);
            enqueued.forEach(each -> assertReady(old, each));
            assertThat(Runs.all()).isEmpty();
        }
        try (Deployment young = Deployment.of(NewVersion.class)) {
            assertAllSucceed(young, enqueued);
        }
        assertThat(Runs.all())
                .containsExactlyInAnyOrder("new renamed bob", "new added bob", "new grows boben", "new shrinks bob");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheNewVersionCannotRunWaitsForTheOldOneToComeBack(Store kind) {
        TaskStore store = started(kind);
        List<TaskResult<?>> enqueued;
        try (Deployment old = Deployment.enqueueing(OldVersion.class)) {
            enqueued = byTheOld(old);
        }
        try (Deployment young = Deployment.of(NewVersion.class)) {
            awaitParked(store, 1, 1);
            assertReady(young, enqueued.get(1));
            assertReady(young, enqueued.get(3));
        }
        try (Deployment old = Deployment.of(OldVersion.class)) {
            assertAllSucceed(old, enqueued);
        }
        assertThat(Runs.all())
                .containsExactlyInAnyOrder(
                        "new renamed ann", "old removed ann", "new grows annnull", "old shrinks ann2");
    }

    private static void assertReady(Deployment deployment, TaskResult<?> enqueued) {
        TaskResult<?> parked = deployment.queue().result(enqueued.id());
        assertThat(parked.status()).isEqualTo(TaskStatus.READY);
        assertThat(parked.attempts()).isZero();
    }

    private static void assertAllSucceed(Deployment deployment, List<TaskResult<?>> enqueued) {
        assertThat(enqueued).allSatisfy(each -> {
            TaskResult<?> ended = deployment.queue().result(each.id()).await(LONG);
            assertThat(ended.status()).isEqualTo(TaskStatus.SUCCESSFUL);
            assertThat(ended.attempts()).isEqualTo(1);
        });
    }

    private static void awaitParked(TaskStore store, long unknown, long unreadable) {
        Awaitility.await().atMost(LONG).until(() -> store.parked()
                .equals(Map.of(Parking.UNKNOWN_TASK, unknown, Parking.UNREADABLE, unreadable)));
    }

    /** One to look at; all that the versions get have the same tasks. */
    private TaskStore started(Store kind) {
        Supplier<TaskStore> stores = stores(kind);
        Deployment.over(stores);
        TaskStore store = stores.get();
        store.start(TestContext.MIGRATE);
        return store;
    }

    private Supplier<TaskStore> stores(Store kind) {
        if (kind == Store.MEMORY) {
            TaskStore memory = new MemoryTaskStore(Clock.systemUTC());
            return () -> memory;
        }
        database = TestDatabase.open(
                kind == Store.H2 ? TestServer.newH2() : TestServer.newPostgres(), TestProvider.HIBERNATE);
        return database::newStore;
    }

    private static List<TaskResult<?>> byTheOld(Deployment from) {
        return List.of(
                from.enqueue("mail.old", "ann"),
                from.enqueue("mail.removed", "ann"),
                from.enqueue("mail.grows", "ann"),
                from.enqueue("mail.shrinks", "ann", 2));
    }

    private static List<TaskResult<?>> byTheNew(Deployment from) {
        return List.of(
                from.enqueue("mail.new", "bob"),
                from.enqueue("mail.added", "bob"),
                from.enqueue("mail.grows", "bob", "en"),
                from.enqueue("mail.shrinks", "bob"));
    }
}
