package ee.tasks.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskError;
import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskResultNotFoundException;
import ee.tasks.TaskStatus;
import ee.tasks.it.app.Counter;
import ee.tasks.it.app.Ledger;
import ee.tasks.it.app.Mailbox;
import ee.tasks.it.app.Newsletter;
import ee.tasks.it.app.Pages;
import ee.tasks.it.app.Supporting;
import ee.tasks.it.library.Postcards;
import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job: enqueue in a transaction, run on the server's threads, read the result back. */
@ExtendWith(ArquillianExtension.class)
class ApplicationIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Inject
    TaskQueue tasks;

    @Inject
    Pages pages;

    @Inject
    Ledger ledger;

    @Inject
    Supporting supporting;

    @Inject
    Event<Supporting.Happened> events;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction transaction;

    @Deployment
    static WebArchive war() {
        return Archives.application("application", "ee.tasks.backend=jpa", "ee.tasks.inherited-headers=tenant")
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "postcards.jar")
                        .addPackage(Postcards.class.getPackage())
                        .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"));
    }

    @Test
    void whatACommittedTransactionEnqueuedRuns() {
        List<String> ids = pages.publish(1, 5);

        assertThat(ids).hasSize(5).allSatisfy(id -> assertThat(
                        tasks.result(id).await(GENEROUS).status())
                .isEqualTo(TaskStatus.SUCCESSFUL));
        assertThat(ledger.texts()).contains("page 1 to 0", "page 1 to 1", "page 1 to 2", "page 1 to 3", "page 1 to 4");
        TaskResult<?> result = tasks.result(ids.get(3));
        assertThat(result.task()).isEqualTo("ee.tasks.it.app.Newsletter.sendPageChanged");
        assertThat(result.queue()).isEqualTo("email");
        assertThat(result.priority()).isEqualTo(10);
        assertThat(result.arguments()).containsExactly(1L, 3L);
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(result.workerIds()).hasSize(1);
        assertThat(result.enqueuedAt()).isBeforeOrEqualTo(result.startedAt().orElseThrow());
        assertThat(result.startedAt().orElseThrow())
                .isBeforeOrEqualTo(result.finishedAt().orElseThrow());
    }

    @Test
    void aRollbackLeavesNeitherTheApplicationsRowNorATask() throws Exception {
        assertThatThrownBy(() -> pages.publishAndFail(2, 5)).hasMessageContaining("rolled back");

        transaction.begin();
        String id = tasks.enqueue(Newsletter::greet, "nobody").id();
        assertThat(tasks.result(id).status()).isEqualTo(TaskStatus.READY);
        transaction.rollback();

        assertThat(pages.isPublished(2)).isFalse();
        assertThat(ledger.count("page 2 ")).isZero();
        assertThatThrownBy(() -> tasks.result(id))
                .isInstanceOf(TaskResultNotFoundException.class)
                .hasMessageContaining(id);
    }

    @Test
    void aTransactionSeesWhatItEnqueuedAndMayNotAwaitIt() throws Exception {
        transaction.begin();
        try {
            TaskResult<String> result = tasks.enqueue(Newsletter::greet, "early");

            assertThat(result.refresh().status()).isEqualTo(TaskStatus.READY);
            assertThat(result.cancel()).isTrue();
            assertThat(result.refresh().status()).isEqualTo(TaskStatus.CANCELLED);
            assertThatThrownBy(() -> result.await(GENEROUS)).isInstanceOf(IllegalStateException.class);
        } finally {
            transaction.rollback();
        }
    }

    @Test
    void headersTravelWithATaskAndWhatItEnqueues() {
        TaskQueue ofTenant = tasks.header("tenant", "M\u00fcller").header("once", "yes");

        assertThat(ofTenant.enqueue(Newsletter::headers).await(GENEROUS).returnValue())
                .isEqualTo("{once=yes, tenant=M\u00fcller}");
        String inner = ofTenant.enqueue(Newsletter::handsOn).await(GENEROUS).returnValue();
        assertThat(tasks.result(inner).await(GENEROUS).returnValue()).isEqualTo("{by=newsletter, tenant=M\u00fcller}");
    }

    @Test
    void whereATransactionIsOnlySupportedAnEnqueueHasItsOwn() {
        TaskResult<String> result = supporting.enqueueWithoutATransaction("Grace");

        assertThat(result.await(GENEROUS).returnValue()).startsWith("Hello Grace");
    }

    @Test
    void anObserverOfTheCommitMayEnqueue() throws Exception {
        CompletableFuture<String> id = new CompletableFuture<>();

        transaction.begin();
        events.fire(new Supporting.Happened("Joan", id));
        transaction.commit();

        assertThat(tasks.result(id.get(60, SECONDS), String.class)
                        .await(GENEROUS)
                        .returnValue())
                .startsWith("Hello Joan");
    }

    @Test
    void aReturnValueIsReadBackTyped() {
        TaskResult<String> result = tasks.enqueue(Newsletter::greet, "Ada").await(GENEROUS);

        assertThat(result.returnValue()).startsWith("Hello Ada on " + System.getProperty("tests.executor-threads"));
        assertThat(tasks.result(result.id(), String.class).returnValue()).isEqualTo(result.returnValue());
    }

    @Test
    void aFailureIsKeptWithItsTrace() {
        TaskResult<Void> result = tasks.enqueue(Newsletter::alwaysFails).await(GENEROUS);

        assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.exceptionClass()).isEqualTo(Newsletter.MailboxFull.class.getName());
            assertThat(error.message()).isEqualTo("the mailbox is full");
            assertThat(error.stackTrace()).contains("Newsletter.alwaysFails");
            assertThat(error.attempt()).isEqualTo(1);
        });
        assertThatThrownBy(result::returnValue)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("FAILED")
                .hasMessageContaining("the mailbox is full");
    }

    @Test
    void aFailingTaskIsAttemptedAgainAndEveryErrorIsKept() {
        TaskResult<Integer> result = tasks.enqueue(
                        Newsletter::failsTwice, UUID.randomUUID().toString())
                .await(GENEROUS);

        assertThat(result.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(result.returnValue()).isEqualTo(3);
        assertThat(result.errors()).extracting(TaskError::message).containsExactly("failure 1", "failure 2");
    }

    @Test
    void interceptorsApplySuchAsMicroProfilesRetry() {
        TaskResult<Integer> result = tasks.enqueue(
                        Newsletter::retriedInProcess, UUID.randomUUID().toString())
                .await(GENEROUS);

        assertThat(result.returnValue()).isEqualTo(1);
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void noTransactionIsActiveInATaskUnlessItsBeanStartsOne() {
        TaskResult<Integer> status =
                tasks.enqueue(Newsletter::transactionStatus).await(GENEROUS);
        TaskResult<Void> rolledBack =
                tasks.enqueue(Newsletter::writesAndFails, "never seen").await(GENEROUS);

        assertThat(status.returnValue()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(rolledBack.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(ledger.count("never seen")).isZero();
    }

    @Test
    void aTransactionThatATaskLeavesOpenIsRolledBackAndItsAttemptFails() {
        TaskResult<Void> open =
                tasks.enqueue(Newsletter::leavesItsTransactionOpen, "left open").await(GENEROUS);
        TaskResult<Integer> next = tasks.enqueue(Newsletter::transactionStatus).await(GENEROUS);

        assertThat(open.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(open.errors()).singleElement().satisfies(error -> assertThat(error.message())
                .startsWith("EETASK0257"));
        assertThat(ledger.count("left open")).isZero();
        assertThat(next.returnValue()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void aStageCompletesItsTask() {
        TaskResult<String> result =
                tasks.enqueue(Newsletter::later, "sooner or").await(GENEROUS);

        assertThat(result.returnValue()).isEqualTo("sooner or later");
    }

    @Test
    void sessionBeansHaveTasksToo() {
        TaskResult<Void> delivered =
                tasks.enqueue(Mailbox::deliver, "by a session bean").await(GENEROUS);
        TaskResult<Void> bounced = tasks.enqueue(Mailbox::bounce).await(GENEROUS);

        assertThat(delivered.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(ledger.count("by a session bean")).isEqualTo(1);
        assertThat(bounced.errors())
                .extracting(TaskError::exceptionClass)
                .containsExactly(IllegalArgumentException.class.getName());
    }

    @Test
    void singletonSessionBeansAndBeansOfLibrariesHaveTasksToo() {
        TaskResult<Integer> counted = tasks.enqueue(Counter::next).await(GENEROUS);
        TaskResult<String> written =
                tasks.enqueue(Postcards::write, "Greetings").await(GENEROUS);

        assertThat(counted.returnValue()).isEqualTo(1);
        assertThat(written.returnValue()).isEqualTo("Greetings from a library");
    }

    @Test
    void progressAndMetadataAreKept() {
        TaskResult<Void> result = tasks.enqueue(Newsletter::reports).await(GENEROUS);

        assertThat(result.progress().orElseThrow().done()).isEqualTo(3);
        assertThat(result.progress().orElseThrow().total()).isEqualTo(4);
        assertThat(result.metadata()).containsEntry("colour", "green");
    }

    @Test
    void aDeferredTaskWaits() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        TaskResult<String> deferred = tasks.runAfter(tomorrow).enqueue(Newsletter::greet, "tomorrow");
        TaskResult<String> soon = tasks.runAfter(Duration.ofMillis(1))
                .enqueue(Newsletter::greet, "soon")
                .await(GENEROUS);

        assertThat(soon.status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(deferred.refresh().status()).isEqualTo(TaskStatus.READY);
        assertThat(deferred.cancel()).isTrue();
    }

    @Test
    void aUniqueKeyGivesTheResultOfItsHolder() {
        TaskQueue later = tasks.runAfter(Duration.ofDays(1));
        TaskResult<String> first = later.unique("welcome-42").enqueue(Newsletter::greet, "first");
        TaskResult<String> second = later.unique("welcome-42").enqueue(Newsletter::greet, "second");

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.cancel()).isTrue();
        TaskResult<String> third = later.unique("welcome-42").enqueue(Newsletter::greet, "third");
        assertThat(third.id()).isNotEqualTo(first.id());
        assertThat(third.cancel()).isTrue();
    }

    @Test
    void aFlowIsEnqueuedInOneGoAndTellsHowFarItIs() {
        TaskFlow flow = tasks.enqueueAll(
                LongStream.range(0, 500).mapToObj(user -> TaskInvocation.of(Newsletter::sendPageChanged, 77L, user)));

        assertThat(flow.size()).isEqualTo(500);
        await().atMost(60, SECONDS).until(() -> flow.progress().done() == 500);
        assertThat(ledger.distinct("page 77 ")).isEqualTo(500);
    }

    @Test
    void aThousandTasksFromEightThreadsRunOnceEach() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (long caller = 0; caller < 8; caller++) {
                long first = caller * 125;
                running.add(callers.submit(() -> LongStream.range(first, first + 125)
                        .forEach(user -> tasks.enqueue(Newsletter::sendPageChanged, 1000L, user))));
            }
            for (Future<?> caller : running) {
                caller.get(60, SECONDS);
            }
        } finally {
            callers.shutdown();
        }

        await().atMost(60, SECONDS).until(() -> ledger.distinct("page 1000 ") == 1000);
        assertThat(ledger.count("page 1000 ")).isEqualTo(1000);
    }
}
