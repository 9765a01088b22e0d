package ee.tasks.cdi;

import static ee.tasks.config.TaskConfigKeys.ENQUEUE_ON_COMMIT;
import static ee.tasks.config.TaskConfigKeys.IMMEDIATE_WAIT;
import static ee.tasks.config.TaskConfigKeys.INHERITED_HEADERS;
import static ee.tasks.config.TaskConfigKeys.STAGE_TIMEOUT;

import ee.tasks.config.TasksConfig;
import ee.tasks.engine.EngineSettings;
import ee.tasks.engine.TaskEngine;
import ee.tasks.engine.TaskRegistry;
import ee.tasks.engine.Transactions;
import ee.tasks.engine.json.PayloadCodec;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The engine of one application, from its start to its stop. */
class TasksRuntime {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private final PayloadCodec codec;
    private final TaskRegistry registry;
    private final Transactions transactions;
    private final TaskEngine engine;
    private final ModuleContexts modules;
    private boolean due;
    private boolean started;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    TasksRuntime(
            TasksConfig config,
            TaskRegistry registry,
            PayloadCodec codec,
            BackendFactory backends,
            BeanManager beans,
            Supplier<BeanManager> application,
            ModuleContexts modules) {
        this.modules = modules;
        this.codec = codec;
        this.registry = registry;
        transactions = ServerResources.transactions(beans);
        engine = new TaskEngine(
                registry,
                codec,
                new EngineSettings(
                        config.get(ENQUEUE_ON_COMMIT),
                        config.get(IMMEDIATE_WAIT),
                        config.get(STAGE_TIMEOUT),
                        config.get(INHERITED_HEADERS)),
                transactions,
                new CdiEvents(application),
                work -> ServerResources.threads().newThread(work),
                Clock.systemUTC(),
                backends.sources(registry));
    }

    TaskEngine engine() {
        return engine;
    }

    /** The container is ready. Its workers start, here or in the first web module that there is: they need names that are bound. */
    synchronized void start() {
        due = true;
        if (ServerResources.areBound()) {
            startHere();
        } else if (!modules.runInAny(this::startHere)) {
            DeploymentMessage.STARTS_LATER.log(LOG);
        }
    }

    /** On a thread of the module. */
    synchronized void webModuleStarted() {
        modules.addCurrent();
        if (due) {
            startHere();
        }
    }

    private void startHere() {
        if (started) {
            return;
        }
        started = true;
        Set<String> atomic = registry.atomicNames();
        if (!transactions.canBegin() && !atomic.isEmpty()) {
            DeploymentMessage.ATOMIC_WITHOUT_JTA.log(LOG, atomic);
        }
        try {
            engine.backends().startAll();
        } catch (RuntimeException e) { // the deployment fails, and nobody would stop what has started
            stop();
            throw e;
        }
    }

    /**
     * Drains the workers; called by whichever of the server's stop callbacks comes first, does its work once. Others wait for it: what
     * they stop may still be in use.
     */
    void stop() {
        if (!stopping.compareAndSet(false, true)) {
            awaitStopped();
            return;
        }
        try {
            engine.backends().stopAll();
            codec.close();
        } finally {
            stopped.countDown();
        }
    }

    private void awaitStopped() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
