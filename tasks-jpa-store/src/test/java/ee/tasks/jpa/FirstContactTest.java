package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FirstContactTest {

    @AutoClose
    private final AgroalDataSource pool = TestServer.newH2();

    private final CountDownLatch opening = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<EntityManagerFactory> opened = new AtomicReference<>();

    @Test
    void whatIsOpenedWhileTheStoreStopsIsClosed() throws Exception {
        JpaTaskStore store = new JpaTaskStore(TestServer.resources(pool), this::openWhenStopped);
        CompletableFuture<Void> start = CompletableFuture.runAsync(() -> store.start(TestContext.MIGRATE));
        assertThat(opening.await(1, TimeUnit.MINUTES)).isTrue();

        store.stop();
        stopped.countDown();

        assertThatThrownBy(() -> start.get(1, TimeUnit.MINUTES)).hasMessageContaining("EETASK0608");
        assertThat(opened.get().isOpen()).isFalse();
    }

    @Test
    void aStoreThatStoppedBeforeItReachedItsDatabaseOpensNothing() {
        FirstContact contact = new FirstContact(opening::countDown, () -> {});
        contact.stop();

        assertThatThrownBy(contact::require).hasMessageStartingWith("EETASK0608");
        assertThat(opening.getCount()).isEqualTo(1);
    }

    @Test
    void whatIsOpenIsClosedOnce() {
        JpaTaskStore store = new JpaTaskStore(TestServer.resources(pool), this::open);
        store.start(TestContext.MIGRATE);
        assertThat(opened.get().isOpen()).isTrue();

        store.stop();
        store.stop();

        assertThat(opened.get().isOpen()).isFalse();
        assertThat(store.find("id")).as("read nevertheless").isEmpty();
    }

    private EntityManagerFactory openWhenStopped(DataSource dataSource) {
        opening.countDown();
        try {
            assertThat(stopped.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return open(dataSource);
    }

    private EntityManagerFactory open(DataSource dataSource) {
        opened.set(TaskPersistenceUnit.open(dataSource, TestProvider.HIBERNATE.properties()));
        return opened.get();
    }
}
