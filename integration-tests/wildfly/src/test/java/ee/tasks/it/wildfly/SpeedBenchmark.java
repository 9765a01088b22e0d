package ee.tasks.it.wildfly;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskFlow;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.function.VoidMethod1;
import ee.tasks.it.Archives;
import ee.tasks.it.wildfly.bench.Nothing;
import ee.tasks.it.wildfly.bench.Table;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The hot paths on a PostgreSQL that writes to the disk; asserts that all was done, and times to a table. */
@ExtendWith(ArquillianExtension.class)
class SpeedBenchmark {

    private static final Logger TASK_LINES = Logger.getLogger("ee.tasks.run");

    private static final int ROUNDS = 5;
    private static final int DRAINED = 20_000;
    private static final int DRAINED_ATOMICALLY = 5_000;
    private static final int ENQUEUED = 4_000;
    private static final int IN_BULK = 100_000;
    private static final long MIB = 1024 * 1024;

    @Inject
    TaskQueue tasks;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction transaction;

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Deployment(name = "drains")
    static WebArchive drains() {
        return application("drains", "ee.tasks.worker.concurrency=10");
    }

    @Deployment(name = "enqueues")
    static WebArchive enqueues() {
        return application("enqueues", "ee.tasks.worker.enabled=false");
    }

    private static WebArchive application(String name, String property) {
        return Archives.war(name)
                .addPackage(Nothing.class.getPackage())
                .addAsResource(
                        new StringAsset("ee.tasks.backend=jpa\nee.tasks.namespace=" + name + "\n" + property),
                        "META-INF/microprofile-config.properties");
    }

    @Test
    @OperateOnDeployment("drains")
    void draining() throws Exception {
        TASK_LINES.setLevel(Level.WARNING);
        Table.add("drain of %,d no-op tasks, 10 slots".formatted(DRAINED), "tasks/s", drains(DRAINED, Nothing::run));
    }

    @Test
    @OperateOnDeployment("drains")
    void drainingAtomicTasks() throws Exception {
        TASK_LINES.setLevel(Level.WARNING);
        Table.add(
                "drain of %,d atomic no-op tasks, 10 slots".formatted(DRAINED_ATOMICALLY),
                "tasks/s",
                drains(DRAINED_ATOMICALLY, Nothing::runAtomically));
    }

    private double[] drains(int count, VoidMethod1<Nothing, Long> task) throws Exception {
        drain(count, task);
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rates[round] = drain(count, task);
        }
        return rates;
    }

    @Test
    @OperateOnDeployment("enqueues")
    void enqueueingOneTransactionEach() throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table raw_task (like ee_task including all)");
        }
        for (int threads : new int[] {1, 8}) {
            double[] raw = new double[ROUNDS];
            double[] ours = new double[ROUNDS];
            byThreads(threads, this::insertRaw);
            byThreads(threads, number -> tasks.enqueue(Nothing::run, number));
            for (int round = 0; round < ROUNDS; round++) {
                raw[round] = byThreads(threads, this::insertRaw);
                ours[round] = byThreads(threads, number -> tasks.enqueue(Nothing::run, number));
            }
            Table.add("raw insert of such a row, %d thread(s)".formatted(threads), "rows/s", raw);
            Table.add("enqueue, one transaction each, %d thread(s)".formatted(threads), "tasks/s", ours);
        }
    }

    @Test
    @OperateOnDeployment("enqueues")
    void enqueueingInBulk() {
        tasks.enqueueAll(invocations(IN_BULK / 10));
        double[] rates = new double[ROUNDS];
        double[] growths = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = liveHeap();
            AtomicLong most = new AtomicLong();
            long start = System.nanoTime();
            TaskFlow flow = tasks.enqueueAll(LongStream.range(0, IN_BULK)
                    .peek(number -> {
                        if (number % 25_000 == 24_999) {
                            most.accumulateAndGet(liveHeap(), Math::max);
                        }
                    })
                    .mapToObj(number -> TaskInvocation.of(Nothing::run, number)));
            rates[round] = perSecond(IN_BULK, start);
            growths[round] = Math.max(0, most.get() - before) / (double) MIB;
            assertThat(flow.progress().total()).isEqualTo(IN_BULK);
        }
        Table.add("enqueueAll of %,d".formatted(IN_BULK), "tasks/s", rates);
        double growth = Table.add("live heap that it takes", "MiB", growths);
        assertThat(growth).isLessThan(64);
    }

    private double drain(int count, VoidMethod1<Nothing, Long> task) throws Exception {
        transaction.setTransactionTimeout(300);
        transaction.begin();
        TaskFlow flow =
                tasks.enqueueAll(LongStream.range(0, count).mapToObj(number -> TaskInvocation.of(task, number)));
        long start = System.nanoTime();
        transaction.commit();
        await().pollInterval(20, MILLISECONDS)
                .atMost(5, MINUTES)
                .until(() -> flow.progress().done() == count);
        return perSecond(count, start);
    }

    private static Stream<TaskInvocation<Void>> invocations(long count) {
        return LongStream.range(0, count).mapToObj(number -> TaskInvocation.of(Nothing::run, number));
    }

    private interface Insert {

        void one(long number) throws Exception;
    }

    private double byThreads(int threads, Insert insert) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(callers.submit(() -> {
                    for (long number = 0; number < ENQUEUED / threads; number++) {
                        transaction.begin();
                        insert.one(number);
                        transaction.commit();
                    }
                    return null;
                }));
            }
            for (Future<?> thread : running) {
                thread.get(5, MINUTES);
            }
            return perSecond(ENQUEUED, start);
        } finally {
            callers.shutdown();
        }
    }

    private void insertRaw(long number) throws Exception {
        String sql =
                "insert into raw_task (id, namespace, task, backend, queue, priority, status, arguments, payload_format,"
                        + " enqueued_at, run_after, deferred, due, claim_started, claims, attempts, losses, lost, rerun_if_lost,"
                        + " cancel_requested, even_if_failed) values (?, 'raw', 'ee.tasks.it.wildfly.bench.Nothing.run', 'default', 'default',"
                        + " 0, 'READY', ?, 1, clock_timestamp() at time zone 'UTC', clock_timestamp() at time zone 'UTC', false,"
                        + " true, false, 0, 0, 0, false, true, false, false)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, UUID.randomUUID().toString());
            statement.setString(2, "[" + number + "]");
            statement.executeUpdate();
        }
    }

    private static double perSecond(long count, long startNanos) {
        return count * 1e9 / (System.nanoTime() - startNanos);
    }

    private static long liveHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
