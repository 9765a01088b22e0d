package ee.tasks.cdi;

import static ee.tasks.config.TaskConfigKeys.CONCURRENCY;
import static ee.tasks.config.TaskConfigKeys.EXECUTOR;
import static ee.tasks.config.TaskConfigKeys.HEARTBEAT;
import static ee.tasks.config.TaskConfigKeys.LEASE;
import static ee.tasks.config.TaskConfigKeys.LINGER;
import static ee.tasks.config.TaskConfigKeys.MAX_LOSSES;
import static ee.tasks.config.TaskConfigKeys.NODE_NAME;
import static ee.tasks.config.TaskConfigKeys.POLL_INTERVAL;
import static ee.tasks.config.TaskConfigKeys.RESCUE_INTERVAL;
import static ee.tasks.config.TaskConfigKeys.SHUTDOWN_TIMEOUT;
import static ee.tasks.config.TaskConfigKeys.WORKER_ENABLED;
import static ee.tasks.config.TaskConfigKeys.WORKER_EXCLUDE_QUEUES;
import static ee.tasks.config.TaskConfigKeys.WORKER_QUEUES;

import ee.tasks.config.TasksConfig;
import ee.tasks.core.TaskEngine;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskStore;
import ee.tasks.worker.Worker;
import ee.tasks.worker.WorkerEvents;
import ee.tasks.worker.WorkerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Makes workers from configuration. */
final class Workers {

    private static final int LONGEST_NODE_NAME = 40;

    private final TasksConfig config;
    private final TaskEngine engine;

    Workers(TasksConfig config, TaskEngine engine) {
        this.config = config;
        this.engine = engine;
    }

    /** {@code null} on a node that runs no tasks. */
    Worker create(BackendContext context, TaskStore store) {
        if (!config.get(WORKER_ENABLED)) {
            return null;
        }
        WorkerSettings settings = new WorkerSettings(
                nodeName(),
                config.get(CONCURRENCY),
                new QueueSelection(config.get(WORKER_QUEUES), config.get(WORKER_EXCLUDE_QUEUES)),
                engine.registry().names(),
                config.get(POLL_INTERVAL),
                config.get(LEASE),
                config.get(HEARTBEAT),
                config.get(RESCUE_INTERVAL),
                config.get(MAX_LOSSES),
                config.get(LINGER),
                config.get(SHUTDOWN_TIMEOUT));
        return new Worker(
                settings,
                store,
                context.runner(),
                events(store),
                ServerResources.executor(config.get(EXECUTOR)),
                ServerResources.threads());
    }

    private WorkerEvents events(TaskStore store) {
        return new WorkerEvents() {

            @Override
            public void ended(TaskRecord task, Outcome outcome) {
                engine.log().ended(task, outcome, () -> store.find(task.id()).orElse(task));
            }

            @Override
            public void lost(String id) {
                store.find(id).ifPresent(engine.log()::lost);
            }
        };
    }

    private String nodeName() {
        String configured = config.get(NODE_NAME);
        String name = configured != null ? configured : hostName();
        return name.length() <= LONGEST_NODE_NAME ? name : name.substring(0, LONGEST_NODE_NAME);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
