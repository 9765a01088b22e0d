package ee.tasks.it.atomic;

import ee.tasks.Attempts;
import ee.tasks.RetryLater;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskQueue;
import ee.tasks.it.app.Ledger;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Atomic tasks, one for each way in which they can end. Each writes to the ledger what it is told. */
@ApplicationScoped
public class Transfers {

    /** Thrown on purpose; checked, so that no interceptor rolls back for it. */
    public static class Declined extends Exception {

        private static final long serialVersionUID = 1L;

        Declined(String message) {
            super(message);
        }
    }

    @Inject
    Ledger ledger;

    @Inject
    Failing failing;

    @Inject
    TaskContext context;

    @Inject
    TaskQueue tasks;

    @PersistenceContext
    EntityManager entities;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry registry;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction userTransaction;

    private final AtomicInteger lockings = new AtomicInteger();
    private final CyclicBarrier bothLocked = new CyclicBarrier(2);
    private volatile CountDownLatch reached;
    private volatile CountDownLatch goOn;
    private volatile boolean over;

    /** A task that is going to pause. */
    public void expect() {
        reached = new CountDownLatch(1);
        goOn = new CountDownLatch(1);
        over = false;
    }

    public void awaitReached() throws InterruptedException {
        if (!reached.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("no task pauses");
        }
    }

    public void release() {
        goOn.countDown();
    }

    /** Whether the transaction of {@link #waits} is. */
    public boolean isOver() {
        return over;
    }

    public int lockings() {
        return lockings.get();
    }

    @Task(atomic = true)
    public String write(String text) {
        ledger.add(text);
        return text;
    }

    @Task(atomic = true)
    @Attempts(max = 3, delay = "PT0S")
    public int declinedTwice(String text) throws Declined {
        ledger.add(text);
        if (context.attempt() < 3) {
            throw new Declined("attempt " + context.attempt());
        }
        return context.attempt();
    }

    @Task(atomic = true)
    public String returnsTooMuch(String text) {
        ledger.add(text);
        return "x".repeat(1 << 21);
    }

    @Task(atomic = true)
    public double returnsWhatJsonHasNot(String text) {
        ledger.add(text);
        return Double.NaN;
    }

    @Task(atomic = true)
    public void marksRollbackOnly(String text) {
        ledger.add(text);
        registry.setRollbackOnly();
    }

    /** The interceptor of the other bean has marked the transaction by then. */
    @Task(atomic = true)
    public void swallows(String text) {
        ledger.add(text);
        try {
            failing.fail();
        } catch (IllegalStateException nevermind) {
            ledger.add(text + " nevertheless");
        }
    }

    /** The flush at commit finds out. */
    @Task(atomic = true)
    public void opensTheSameAccount(String text) {
        ledger.add(text);
        entities.persist(new Account("taken"));
    }

    /** The database finds out, at commit. */
    @Task(atomic = true)
    public void breaksADeferredConstraint(String text) {
        ledger.add(text);
        entities.createNativeQuery("insert into deferred_check (parent) values (42)")
                .executeUpdate();
    }

    @Task(atomic = true)
    public void isVotedDown(String text) throws Exception {
        ledger.add(text);
        manager().getTransaction().enlistResource(new Refusal());
    }

    /** As a transaction manager does it when time is up: on another thread, while the method goes on. */
    @Task(atomic = true)
    public void isRolledBackMeanwhile(String text) throws Exception {
        ledger.add(text);
        entities.flush();
        Transaction own = manager().getTransaction();
        CompletableFuture.runAsync(() -> {
                    try {
                        own.rollback();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .get(1, TimeUnit.MINUTES);
    }

    /** The server ends its transaction meanwhile. */
    @Task(atomic = true, timeout = "PT1.5S")
    public void ignoresItsTime(String text) {
        ledger.add(text);
        entities.flush();
        while (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
            Thread.onSpinWait();
        }
    }

    @Task(atomic = true)
    @Attempts(max = 2)
    public int comesLater(String text) {
        ledger.add(text);
        if (context.attempt() == 1) {
            throw new RetryLater(Duration.ZERO);
        }
        return context.attempt();
    }

    @Task(atomic = true)
    public void endsItsTransaction(String text) throws Exception {
        userTransaction.rollback();
        ledger.add(text);
    }

    @Task(atomic = true)
    public void letsItselfBeCancelled(String text) throws Exception {
        ledger.add(text);
        pause();
        while (!context.isCancelled()) {
            Thread.onSpinWait();
        }
        context.throwIfCancelled();
    }

    @Task(atomic = true)
    public String waits(String text) throws Exception {
        ledger.add(text);
        entities.flush();
        registry.registerInterposedSynchronization(new Synchronization() {

            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                over = true;
            }
        });
        pause();
        return text;
    }

    /** Of which each server has its own name. */
    private static TransactionManager manager() throws NamingException {
        return InitialContext.doLookup("java:" + System.getProperty("tests.transaction-manager"));
    }

    private void pause() throws InterruptedException {
        reached.countDown();
        goOn.await();
    }

    /** Two of these that lock in opposite orders wait for each other, the first time. */
    @Task(atomic = true)
    public void locksBoth(String first, String second, String text) throws Exception {
        boolean both = lockings.incrementAndGet() <= 2;
        entities.find(Account.class, first, LockModeType.PESSIMISTIC_WRITE).addOne();
        if (both) {
            bothLocked.await(1, TimeUnit.MINUTES);
        }
        entities.find(Account.class, second, LockModeType.PESSIMISTIC_WRITE).addOne();
        ledger.add(text);
    }

    @Task(atomic = true)
    public void notesAndEnqueues(String text) throws Declined {
        tasks.enqueue(Transfers::write, text + " follower");
        context.progress(1, 2, "half way");
        context.metadata("text", text);
        throw new Declined("after all");
    }

    /** Not atomic: it begins a transaction itself, after calls that are outside of any. */
    @Task
    public String notesEnqueuesAndBegins(String text) throws Exception {
        context.progress(1, 2, "half way");
        context.metadata("text", text);
        String follower = tasks.enqueue(Transfers::write, text + " follower").id();
        userTransaction.begin();
        ledger.add(text);
        userTransaction.commit();
        return follower;
    }

    @Task
    public int transactionStatus() {
        return registry.getTransactionStatus();
    }
}
