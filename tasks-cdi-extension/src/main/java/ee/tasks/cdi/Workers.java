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
import static ee.tasks.config.TaskConfigKeys.RETENTION;
import static ee.tasks.config.TaskConfigKeys.RETENTION_INTERVAL;
import static ee.tasks.config.TaskConfigKeys.RETENTION_OF_A_QUEUE;
import static ee.tasks.config.TaskConfigKeys.SCHEDULER;
import static ee.tasks.config.TaskConfigKeys.SHUTDOWN_TIMEOUT;
import static ee.tasks.config.TaskConfigKeys.UNREADABLE_GRACE;
import static ee.tasks.config.TaskConfigKeys.WORKER_ENABLED;
import static ee.tasks.config.TaskConfigKeys.WORKER_EXCLUDE_QUEUES;
import static ee.tasks.config.TaskConfigKeys.WORKER_QUEUES;

import ee.tasks.TaskStatus;
import ee.tasks.config.TasksConfig;
import ee.tasks.engine.BackendParts;
import ee.tasks.engine.DeclaredSchedule;
import ee.tasks.engine.TaskLog;
import ee.tasks.engine.TaskRegistry;
import ee.tasks.engine.worker.Housekeeping;
import ee.tasks.engine.worker.Scheduling;
import ee.tasks.engine.worker.Worker;
import ee.tasks.engine.worker.WorkerEvents;
import ee.tasks.engine.worker.WorkerSettings;
import ee.tasks.spi.BackendContext;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import ee.tasks.spi.QueueSelection;
import ee.tasks.spi.Retention;
import ee.tasks.spi.TaskGates;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskStore;
import ee.tasks.spi.WakeUpTimers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes workers from configuration. */
final class Workers {

    private static final int MAX_NODE_NAME_LENGTH = 40;

    private final TasksConfig config;
    private final TaskRegistry registry;
    private final List<DeclaredSchedule> schedules;
    private final Optional<Supplier<WakeUpTimers>> timers;

    /** @param timers the server's, if the workers are to go by them */
    Workers(
            TasksConfig config,
            TaskRegistry registry,
            List<DeclaredSchedule> schedules,
            Optional<Supplier<WakeUpTimers>> timers) {
        this.config = config;
        this.registry = registry;
        this.schedules = schedules;
        this.timers = timers;
    }

    /** {@code null} on a node that runs no tasks. */
    Worker create(BackendContext context, TaskStore store, BackendParts parts) {
        if (!config.get(WORKER_ENABLED)) {
            return null;
        }
        return new Worker(
                settings(
                        context.name(),
                        scheduling(context.name(), store, parts),
                        store.features().contains(Feature.LIMITS) ? parts.gates() : TaskGates.NONE,
                        timers.map(all -> new BackendTimers(context.name(), all.get()))
                                .orElse(null)),
                store,
                context.runner(),
                events(store, parts.log()),
                ServerResources.executor(
                        config.get(EXECUTOR), !config.get(EXECUTOR).equals(EXECUTOR.defaultText())),
                ServerResources.threads());
    }

    /** {@code null} if this node sees to no schedules. */
    private Scheduling scheduling(String backend, TaskStore store, BackendParts parts) {
        if (config.get(SCHEDULER).equals("none") || !store.features().contains(Feature.SCHEDULES)) {
            return null;
        }
        List<DeclaredSchedule> declared = schedules.stream()
                .filter(schedule -> schedule.task().settings().backend().equals(backend))
                .toList();
        Set<String> ids = declared.stream().map(DeclaredSchedule::id).collect(Collectors.toUnmodifiableSet());
        return new Scheduling(
                ids,
                DeclaredSchedule.formerIds(declared),
                () -> parts.schedules().declare(backend, declared),
                () -> parts.schedules().foldIn(backend, declared),
                parts::newId);
    }

    WorkerSettings settings(String backend, Scheduling scheduling, TaskGates gates, WakeUpTimers ofBackend) {
        return new WorkerSettings(
                backend,
                nodeName(),
                config.get(CONCURRENCY),
                new QueueSelection(config.get(WORKER_QUEUES), config.get(WORKER_EXCLUDE_QUEUES)),
                registry.names(),
                config.get(POLL_INTERVAL),
                config.get(LEASE),
                config.get(HEARTBEAT),
                config.get(RESCUE_INTERVAL),
                config.get(MAX_LOSSES),
                config.get(LINGER),
                config.get(SHUTDOWN_TIMEOUT),
                new Housekeeping(retention(), config.get(RETENTION_INTERVAL), config.get(UNREADABLE_GRACE)),
                scheduling,
                gates,
                ofBackend);
    }

    private Retention retention() {
        Map<TaskStatus, Duration> everywhere = new EnumMap<>(TaskStatus.class);
        Map<String, Map<TaskStatus, Duration>> ofQueues = new HashMap<>();
        RETENTION.forEach((status, key) -> {
            everywhere.put(status, config.get(key));
            config.ofQueues(RETENTION_OF_A_QUEUE.get(status))
                    .forEach((queue, kept) -> ofQueues.computeIfAbsent(queue, name -> new EnumMap<>(TaskStatus.class))
                            .put(status, kept));
        });
        return new Retention(everywhere, ofQueues);
    }

    private static WorkerEvents events(TaskStore store, TaskLog log) {
        return new WorkerEvents() {

            @Override
            public void attempted(TaskRecord task, Outcome outcome) {
                log.attempted(task, outcome, () -> store.find(task.id()).orElse(task));
            }

            @Override
            public void lost(String id) {
                store.find(id).ifPresent(log::lost);
            }

            @Override
            public void cancelled(String id) {
                store.find(id).ifPresent(log::cancelled);
            }

            @Override
            public void unreadable(String id) {
                store.find(id).ifPresent(log::unreadable);
            }
        };
    }

    private String nodeName() {
        String configured = config.get(NODE_NAME);
        String name = configured != null ? configured : hostName();
        return name.length() <= MAX_NODE_NAME_LENGTH ? name : name.substring(0, MAX_NODE_NAME_LENGTH);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
