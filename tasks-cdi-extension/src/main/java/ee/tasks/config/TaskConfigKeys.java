package ee.tasks.config;

import ee.tasks.TaskStatus;
import ee.tasks.engine.limit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every key of the configuration, once; the reference table in {@code docs/configuration.adoc} is checked against it. */
public final class TaskConfigKeys {

    public static final String PREFIX = "ee.tasks.";

    // ---- what one sets first

    public static final ConfigKey<String> BACKEND = ConfigKey.text(
            "ee.tasks.backend",
            "immediate",
            "immediate, memory, dummy, jpa, or the type of a bean",
            "The type of the default backend: where tasks run that name no other.");
    public static final ConfigKey<Integer> CONCURRENCY = ConfigKey.number(
            "ee.tasks.worker.concurrency",
            10,
            1,
            1_000,
            "How many tasks this node runs at once, for each backend. High values need as many threads in the executor and"
                    + " connections in the pool.");
    public static final ConfigKey<Boolean> WORKER_ENABLED = ConfigKey.flag(
            "ee.tasks.worker.enabled", true, "Whether this node runs tasks; false makes it one that only enqueues.");
    public static final ConfigKey<Set<String>> WORKER_QUEUES = ConfigKey.someNames(
            "ee.tasks.worker.queues", "*", "names, separated by commas; * is all", "The queues that this node serves.");
    public static final ConfigKey<Set<String>> WORKER_EXCLUDE_QUEUES = ConfigKey.names(
            "ee.tasks.worker.exclude-queues",
            "",
            "names, separated by commas",
            "Queues that this node leaves alone; only together with queues=*.");
    public static final ConfigKey<String> NAMESPACE = ConfigKey.name(
            "ee.tasks.namespace",
            "default",
            64,
            "Separates applications that share one database: each sees only its own tasks.");

    // ---- what one sets sometimes

    public static final ConfigKey<Set<String>> BACKENDS = ConfigKey.names(
            "ee.tasks.backends",
            "",
            "names, separated by commas",
            "Names of backends whose keys stand in environment variables, where a variable could mean several: mail.eu and"
                    + " mail-eu.");
    public static final ConfigKey<Set<String>> QUEUE_NAMES = ConfigKey.names(
            "ee.tasks.queues",
            "",
            "names, separated by commas",
            "Names of queues whose keys stand in environment variables, where a variable could mean several: mail.eu and"
                    + " mail-eu. It restricts nothing.");
    public static final ConfigKey<Boolean> ENQUEUE_ON_COMMIT = ConfigKey.flag(
            "ee.tasks.enqueue-on-commit",
            true,
            "Whether backends that are no rows receive what a transaction enqueues after its commit; false: at once, outside"
                    + " the transaction.");
    public static final ConfigKey<Integer> MAX_PAYLOAD = ConfigKey.number(
            "ee.tasks.max-payload",
            1_048_576,
            1_024,
            1_073_741_824,
            "The largest arguments, and the largest return value, in bytes of JSON as UTF-8.");
    public static final ConfigKey<Duration> POLL_INTERVAL = ConfigKey.duration(
            "ee.tasks.worker.poll-interval",
            "PT1S",
            "PT0.01S",
            "PT1H",
            "How long a worker waits before it asks again when nothing was due; plus or minus a tenth. Low: more queries."
                    + " High: other nodes' tasks and runAfter wait longer; a commit on this node wakes it at once in any"
                    + " case.");
    public static final ConfigKey<Duration> SHUTDOWN_TIMEOUT = ConfigKey.duration(
            "ee.tasks.worker.shutdown-timeout",
            "PT30S",
            "PT0S",
            "PT24H",
            "How long running tasks may go on when the application stops, before they are interrupted and given back.");
    public static final ConfigKey<String> EXECUTOR = ConfigKey.text(
            "ee.tasks.worker.executor",
            "java:module/concurrent/ee-tasks",
            "a JNDI name",
            "The managed executor on which tasks run; where the name is not bound, java:comp/DefaultManagedExecutorService.");
    public static final ConfigKey<String> NODE_NAME = ConfigKey.name(
            "ee.tasks.worker.node-name", null, 40, "What worker ids start with; default: the host's name.");
    public static final ConfigKey<Duration> STAGE_TIMEOUT = ConfigKey.duration(
            "ee.tasks.stage-timeout",
            "PT1H",
            "PT1S",
            "PT720H",
            "How long a task that returns a CompletionStage may take; its attempt fails then.");
    public static final ConfigKey<Boolean> STRICT = ConfigKey.flag(
            "ee.tasks.config.strict",
            false,
            "Whether an unknown ee.tasks.* key fails the deployment; else it is a warning.");

    public static final ConfigKey<Duration> RETENTION_SUCCESSFUL = ConfigKey.retention(
            "ee.tasks.retention.successful",
            "P14D",
            "How long a task is kept after it was SUCCESSFUL, if nothing needs its result. PT0S: until the next look.");
    public static final ConfigKey<Duration> RETENTION_FAILED = ConfigKey.retention(
            "ee.tasks.retention.failed", "P30D", "How long a task is kept after it FAILED, and can be retried.");
    public static final ConfigKey<Duration> RETENTION_CANCELLED = ConfigKey.retention(
            "ee.tasks.retention.cancelled", "P14D", "How long a task is kept after it was CANCELLED.");
    public static final ConfigKey<Duration> UNREADABLE_GRACE = ConfigKey.duration(
            "ee.tasks.unreadable-grace",
            "PT1H",
            "PT0S",
            "P3650D",
            "How long a task whose arguments no node can read waits for one that can, before it is FAILED. Longer than a"
                    + " rolling deploy takes.");

    public static final ConfigKey<Duration> DEPENDENCY_GRACE = ConfigKey.duration(
            "ee.tasks.dependency-grace",
            "PT1H",
            "PT1S",
            "P3650D",
            "How long a task waits for one that it depends on and that is not there yet, before it is cancelled; and how long"
                    + " the outcome of a pruned task is known. Longer than any transaction that enqueues, and than clocks differ.");

    public static final ConfigKey<Set<String>> INHERITED_HEADERS = ConfigKey.headers(
            "ee.tasks.inherited-headers",
            "The headers that a task hands on to the tasks that it enqueues on its own thread, such as tenant; case counts."
                    + " Empty: none.");

    public static final ConfigKey<String> LIMIT_MIXED_VERSIONS = ConfigKey.oneOf(
            "ee.tasks.limit.mixed-versions",
            "hold",
            "What becomes of limited tasks while a node of the namespace is alive that knows no limits: hold them until it has"
                    + " left, or run them unlimited.",
            "hold",
            "run");
    public static final ConfigKey<String> NODE_INSTANCE = ConfigKey.name(
            "ee.tasks.node.instance",
            null,
            64,
            "A name that a node takes over from the node before it, such as that of a pod of a StatefulSet; it promises that the"
                    + " process before it has ended. Frees the slots of strict limits that the one before it held.");

    // ---- what one rarely sets

    public static final ConfigKey<Duration> LEASE = ConfigKey.duration(
            "ee.tasks.worker.lease",
            "PT60S",
            "PT1S",
            "PT24H",
            "How long a node's claims hold without renewal. Low: lost tasks are found sooner, but a long pause of the JVM"
                    + " loses them, too. At least three times the heartbeat.");
    public static final ConfigKey<Duration> HEARTBEAT = ConfigKey.duration(
            "ee.tasks.worker.heartbeat", "PT10S", "PT0.1S", "PT8H", "How often a node renews its lease; one row.");
    public static final ConfigKey<Duration> RESCUE_INTERVAL = ConfigKey.duration(
            "ee.tasks.worker.rescue-interval",
            "PT5S",
            "PT0.1S",
            "PT1H",
            "How often a node looks for tasks that others lost.");
    public static final ConfigKey<Duration> RETENTION_INTERVAL = ConfigKey.duration(
            "ee.tasks.retention.interval",
            "PT10M",
            "PT0.1S",
            "PT24H",
            "How often a node looks for finished tasks to delete; plus or minus a tenth.");
    public static final ConfigKey<Integer> MAX_LOSSES = ConfigKey.number(
            "ee.tasks.worker.max-losses",
            3,
            0,
            100,
            "How many lost runs a task may have; with the next it is FAILED, so that a crash that repeats does not loop for"
                    + " ever. The first loss counts although nobody knows whether the task had started.");
    public static final ConfigKey<Duration> LINGER = ConfigKey.duration(
            "ee.tasks.worker.linger",
            "PT0.002S",
            "PT0S",
            "PT1S",
            "How long a completion waits for others to be written with it. High: fewer commits, later results.");
    public static final ConfigKey<Duration> IMMEDIATE_WAIT = ConfigKey.duration(
            "ee.tasks.immediate.wait",
            "PT30S",
            "PT0S",
            "PT1H",
            "How long a commit waits for the tasks of the immediate backend that it set going; they go on in any case.");
    public static final ConfigKey<Integer> MEMORY_KEEP = ConfigKey.number(
            "ee.tasks.memory.keep",
            100_000,
            0,
            100_000_000,
            "How many finished tasks a memory backend keeps, the newest.");
    public static final ConfigKey<String> JPA_DATA_SOURCE = ConfigKey.text(
            "ee.tasks.jpa.data-source",
            "java:comp/DefaultDataSource",
            "a JNDI name",
            "The JTA data source of the jpa backend's tables: the one of the application's own data, so that both commit"
                    + " together.");
    public static final ConfigKey<String> JPA_SCHEMA = ConfigKey.oneOf(
            "ee.tasks.jpa.schema",
            null,
            "Whether the jpa backend creates and migrates its tables at start-up, only checks them, or neither. Default:"
                    + " migrate on H2, validate elsewhere.",
            "migrate",
            "validate",
            "none");

    /** How long finished tasks are kept, by status. */
    public static final Map<TaskStatus, ConfigKey<Duration>> RETENTION = Map.of(
            TaskStatus.SUCCESSFUL, RETENTION_SUCCESSFUL,
            TaskStatus.FAILED, RETENTION_FAILED,
            TaskStatus.CANCELLED, RETENTION_CANCELLED);

    public static final ConfigKey<String> SCHEDULER = ConfigKey.oneOf(
            "ee.tasks.scheduler",
            "worker",
            "What wakes this node's workers to poll and to take ticks: worker, their own clock; ejb-timer, timers of the"
                    + " server, which needs tasks-ejb-timer-bridge. With none nobody takes ticks on this node.",
            "worker",
            "ejb-timer",
            "none");

    /** All of the above. */
    public static final List<ConfigKey<?>> ALL = List.of(
            BACKEND,
            CONCURRENCY,
            WORKER_ENABLED,
            WORKER_QUEUES,
            WORKER_EXCLUDE_QUEUES,
            NAMESPACE,
            BACKENDS,
            QUEUE_NAMES,
            ENQUEUE_ON_COMMIT,
            MAX_PAYLOAD,
            POLL_INTERVAL,
            SHUTDOWN_TIMEOUT,
            EXECUTOR,
            NODE_NAME,
            STAGE_TIMEOUT,
            STRICT,
            SCHEDULER,
            RETENTION_SUCCESSFUL,
            RETENTION_FAILED,
            RETENTION_CANCELLED,
            UNREADABLE_GRACE,
            DEPENDENCY_GRACE,
            INHERITED_HEADERS,
            LIMIT_MIXED_VERSIONS,
            NODE_INSTANCE,
            LEASE,
            HEARTBEAT,
            RESCUE_INTERVAL,
            RETENTION_INTERVAL,
            MAX_LOSSES,
            LINGER,
            IMMEDIATE_WAIT,
            MEMORY_KEEP,
            JPA_DATA_SOURCE,
            JPA_SCHEMA);

    // ---- ee.tasks.backends.<name>.

    public static final ConfigKey<String> TYPE =
            ConfigKey.text("type", null, BACKEND.range(), "The type of the backend of that name.");
    public static final ConfigKey<Set<String>> QUEUES = ConfigKey.names(
            "queues", "", "names, separated by commas", "The queues that the backend takes; empty: any.");

    public static final ConfigKey<String> BACKEND_NAMESPACE = ConfigKey.name(
            "namespace",
            null,
            64,
            "As ee.tasks.namespace, for this backend. Two backends of type jpa on one data source need different ones.");

    /** What every backend has; others are options of its type. */
    public static final List<ConfigKey<?>> OF_A_BACKEND = List.of(TYPE, QUEUES, BACKEND_NAMESPACE);

    // ---- ee.tasks.task."<name>".

    public static final ConfigKey<String> TASK_QUEUE =
            ConfigKey.text("queue", null, "1 to 64 characters", "As @Task(queue).");
    public static final ConfigKey<Integer> TASK_PRIORITY =
            ConfigKey.number("priority", null, -100, 100, "As @Task(priority).");
    public static final ConfigKey<String> TASK_BACKEND =
            ConfigKey.text("backend", null, "a backend's name", "As @Task(backend).");
    public static final ConfigKey<Duration> TASK_TIMEOUT =
            ConfigKey.duration("timeout", null, "PT0.01S", "PT8760H", "As @Task(timeout).");
    public static final ConfigKey<Duration> TASK_EXPIRE_AFTER =
            ConfigKey.duration("expire-after", null, "PT0.000001S", "P365000D", "As @Task(expireAfter).");
    public static final ConfigKey<Integer> TASK_MAX_ATTEMPTS =
            ConfigKey.number("max-attempts", null, 1, 1_000_000, "As @Attempts(max).");
    public static final ConfigKey<Duration> TASK_DELAY =
            ConfigKey.duration("delay", null, "PT0S", "PT8760H", "As @Attempts(delay).");
    public static final ConfigKey<Double> TASK_FACTOR = ConfigKey.fraction("factor", 1, 1_000, "As @Attempts(factor).");
    public static final ConfigKey<Duration> TASK_MAX_DELAY =
            ConfigKey.duration("max-delay", null, "PT0S", "PT8760H", "As @Attempts(maxDelay).");
    public static final ConfigKey<Double> TASK_JITTER = ConfigKey.fraction("jitter", 0, 1, "As @Attempts(jitter).");

    public static final ConfigKey<Set<String>> TASK_ON =
            ConfigKey.names("on", null, "class names, separated by commas", "As @Attempts(on).");
    public static final ConfigKey<Set<String>> TASK_NOT_ON =
            ConfigKey.names("not-on", null, "class names, separated by commas", "As @Attempts(notOn).");

    /** What configuration may override for each task. */
    public static final List<ConfigKey<?>> OF_A_TASK = List.of(
            TASK_QUEUE,
            TASK_PRIORITY,
            TASK_BACKEND,
            TASK_TIMEOUT,
            TASK_EXPIRE_AFTER,
            TASK_MAX_ATTEMPTS,
            TASK_DELAY,
            TASK_FACTOR,
            TASK_MAX_DELAY,
            TASK_JITTER,
            TASK_ON,
            TASK_NOT_ON);

    // ---- ee.tasks.schedule."<id>".

    public static final ConfigKey<Boolean> SCHEDULE_ENABLED =
            ConfigKey.flag("enabled", null, "Whether the schedule is declared at all; it is retired if not.");
    public static final ConfigKey<String> SCHEDULE_CRON =
            ConfigKey.text("cron", null, "five or six fields", "As @Recurring(cron); takes the place of every, too.");
    public static final ConfigKey<String> SCHEDULE_ZONE =
            ConfigKey.text("zone", null, "a time zone", "As @Recurring(zone).");
    public static final ConfigKey<Duration> SCHEDULE_EVERY =
            ConfigKey.duration("every", null, "PT1S", "P365D", "As @Recurring(every); takes the place of cron, too.");
    public static final ConfigKey<Duration> SCHEDULE_START_DELAY =
            ConfigKey.duration("start-delay", null, "PT0S", "P3650D", "As @Recurring(startDelay).");
    public static final ConfigKey<String> SCHEDULE_MISSED =
            ConfigKey.oneOf("missed", null, "As @Recurring(missed).", "once", "all", "none");
    public static final ConfigKey<Duration> SCHEDULE_CATCH_UP =
            ConfigKey.duration("catch-up", null, "PT1M", "P365D", "As @Recurring(catchUp).");
    public static final ConfigKey<String> SCHEDULE_OVERLAP =
            ConfigKey.oneOf("overlap", null, "As @Recurring(overlap).", "skip", "queue");
    public static final ConfigKey<Duration> SCHEDULE_JITTER =
            ConfigKey.duration("jitter", null, "PT0S", "P365D", "As @Recurring(jitter).");

    /** What configuration may override for each schedule that code declares. */
    public static final List<ConfigKey<?>> OF_A_SCHEDULE = List.of(
            SCHEDULE_ENABLED,
            SCHEDULE_CRON,
            SCHEDULE_ZONE,
            SCHEDULE_EVERY,
            SCHEDULE_START_DELAY,
            SCHEDULE_MISSED,
            SCHEDULE_CATCH_UP,
            SCHEDULE_OVERLAP,
            SCHEDULE_JITTER);

    // ---- ee.tasks.limit."<name>".

    public static final ConfigKey<Integer> LIMIT_CONCURRENT =
            ConfigKey.number("concurrent", null, 1, 1_000_000, "As @Limit(concurrent).");
    public static final ConfigKey<Rate> LIMIT_RATE = ConfigKey.rate("rate", "As @Limit(rate).");

    /** What configuration may override for each limit. */
    public static final List<ConfigKey<?>> OF_A_LIMIT = List.of(LIMIT_CONCURRENT, LIMIT_RATE);

    // ---- ee.tasks.queue."<name>".

    /** What configuration may say of each queue, for one final status. */
    public static final Map<TaskStatus, ConfigKey<Duration>> RETENTION_OF_A_QUEUE = Map.of(
            TaskStatus.SUCCESSFUL, ofAQueue(RETENTION_SUCCESSFUL),
            TaskStatus.FAILED, ofAQueue(RETENTION_FAILED),
            TaskStatus.CANCELLED, ofAQueue(RETENTION_CANCELLED));

    /** What configuration may say of each queue. */
    public static final List<ConfigKey<?>> OF_A_QUEUE = List.of(
            RETENTION_OF_A_QUEUE.get(TaskStatus.SUCCESSFUL),
            RETENTION_OF_A_QUEUE.get(TaskStatus.FAILED),
            RETENTION_OF_A_QUEUE.get(TaskStatus.CANCELLED));

    private TaskConfigKeys() {}

    private static ConfigKey<Duration> ofAQueue(ConfigKey<Duration> everywhere) {
        String name = everywhere.name().substring(PREFIX.length());
        return ConfigKey.retention(name, null, "As " + everywhere.name() + ", for this queue.");
    }
}
