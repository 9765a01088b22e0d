package ee.tasks.it.app;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskQueue;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.Retry;

@ApplicationScoped
public class Newsletter {

    /** Thrown on purpose. */
    public static class MailboxFull extends Exception {

        private static final long serialVersionUID = 1L;

        public MailboxFull(String message) {
            super(message);
        }
    }

    @Inject
    Ledger ledger;

    @Inject
    TaskContext context;

    @Inject
    TaskQueue tasks;

    @Resource
    ManagedExecutorService executor;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction ownTransaction;

    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    @Task(queue = "email", priority = 10)
    @Attempts(max = 5, delay = "PT10S")
    public void sendPageChanged(long pageId, long userId) {
        ledger.add("page " + pageId + " to " + userId);
    }

    @Task
    public String greet(String name) {
        return "Hello " + name + " on " + Thread.currentThread().getName();
    }

    @Task
    public String headers() {
        return new TreeMap<>(context.headers()).toString();
    }

    @Task
    public String handsOn() {
        return tasks.header("by", "newsletter").enqueue(Newsletter::headers).id();
    }

    @Task
    public void alwaysFails() throws MailboxFull {
        throw new MailboxFull("the mailbox is full");
    }

    @Task
    @Attempts(max = 3, delay = "PT0S")
    public int failsTwice(String key) throws MailboxFull {
        int failed = failures.computeIfAbsent(key, k -> new AtomicInteger()).getAndIncrement();
        if (failed < 2) {
            throw new MailboxFull("failure " + (failed + 1));
        }
        return context.attempt();
    }

    @Task
    @Transactional
    public void writesAndFails(String text) {
        ledger.add(text);
        throw new IllegalStateException("after the write");
    }

    @Task
    public void leavesItsTransactionOpen(String text) throws Exception {
        ownTransaction.begin();
        ledger.add(text);
    }

    @Task
    public int transactionStatus() {
        return transactions.getTransactionStatus();
    }

    @Task
    public CompletionStage<String> later(String text) {
        return executor.supplyAsync(() -> text + " later");
    }

    /** MicroProfile's retries happen within one attempt. */
    @Task
    @Retry(maxRetries = 2, delay = 0)
    public int retriedInProcess(String key) throws MailboxFull {
        int failed = failures.computeIfAbsent(key, k -> new AtomicInteger()).getAndIncrement();
        if (failed < 2) {
            throw new MailboxFull("failure " + (failed + 1));
        }
        return context.attempt();
    }

    /** Runs until its worker stops; when it is run again it sees its own mark and ends. */
    @Task
    public void waitsTheFirstTime() throws InterruptedException {
        if (!context.result().refresh().metadata().containsKey("seen")) {
            context.metadata("seen", "yes");
            new CountDownLatch(1).await();
        }
    }

    @Task
    public void reports() {
        context.progress(3, 4, "nearly there");
        context.metadata("colour", "green");
    }
}
