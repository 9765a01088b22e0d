package ee.tasks.cdi;

import static ee.tasks.config.TaskConfigKeys.TASK_BACKEND;
import static ee.tasks.config.TaskConfigKeys.TASK_DELAY;
import static ee.tasks.config.TaskConfigKeys.TASK_EXPIRE_AFTER;
import static ee.tasks.config.TaskConfigKeys.TASK_FACTOR;
import static ee.tasks.config.TaskConfigKeys.TASK_JITTER;
import static ee.tasks.config.TaskConfigKeys.TASK_MAX_ATTEMPTS;
import static ee.tasks.config.TaskConfigKeys.TASK_MAX_DELAY;
import static ee.tasks.config.TaskConfigKeys.TASK_NOT_ON;
import static ee.tasks.config.TaskConfigKeys.TASK_ON;
import static ee.tasks.config.TaskConfigKeys.TASK_PRIORITY;
import static ee.tasks.config.TaskConfigKeys.TASK_QUEUE;
import static ee.tasks.config.TaskConfigKeys.TASK_TIMEOUT;
import static java.util.Comparator.comparing;

import ee.tasks.Attempts;
import ee.tasks.InvalidTaskException;
import ee.tasks.Task;
import ee.tasks.TaskInvocation;
import ee.tasks.config.BackendConfig;
import ee.tasks.config.ConfigKey;
import ee.tasks.config.TasksConfig;
import ee.tasks.engine.AttemptPolicy;
import ee.tasks.engine.TaskDefinition;
import ee.tasks.engine.TaskSettings;
import ee.tasks.engine.json.PayloadParameter;
import ee.tasks.engine.json.PayloadSignature;
import ee.tasks.engine.limit.LimitMessage;
import ee.tasks.engine.text.Suggestion;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes definitions of found tasks: annotation, then configuration over it, all of it checked. */
final class DefinitionFactory {

    private final TasksConfig config;
    private final List<String> problems;
    private final LimitFactory limits;

    DefinitionFactory(TasksConfig config, List<String> problems) {
        this.config = config;
        this.problems = problems;
        this.limits = new LimitFactory(config, problems);
    }

    List<TaskDefinition> create(Collection<FoundTask> found) {
        Map<String, FoundTask> owners = new HashMap<>();
        List<TaskDefinition> definitions = new ArrayList<>();
        for (FoundTask task : inOrder(found)) {
            claimName("name", task.name(), task, owners);
            for (String former : task.task().formerNames()) {
                claimName("former name", former, task, owners);
            }
            definitions.add(create(task));
        }
        return definitions;
    }

    /** The container lists methods in any order; sorted, messages are the same at each start. */
    static List<FoundTask> inOrder(Collection<FoundTask> found) {
        return found.stream().sorted(comparing(FoundTask::location)).toList();
    }

    private void claimName(String kind, String name, FoundTask task, Map<String, FoundTask> owners) {
        if (!isName(name, 255)) {
            problems.add(DeploymentMessage.NAME_INVALID.text(kind, task.location(), name));
        }
        FoundTask other = owners.putIfAbsent(name, task);
        if (other != null && other != task) {
            problems.add(DeploymentMessage.NAME_TWICE.text(name, other.location(), task.location()));
        }
    }

    private TaskDefinition create(FoundTask found) {
        String name = found.name();
        List<PayloadParameter> parameters = new ArrayList<>();
        for (int i = 0; i < found.parameterTypes().size(); i++) {
            parameters.add(new PayloadParameter(
                    found.parameterNames().get(i), found.parameterTypes().get(i)));
        }
        PayloadSignature signature = PayloadSignature.of(name, parameters, found.resultType());
        problems.addAll(signature.problems());
        Task task = found.task();
        if (task.atomic()) {
            checkAtomic(found);
        }
        return new TaskDefinition(
                name,
                Set.of(task.formerNames()),
                found.beanClass(),
                found.member(),
                signature,
                found.isMethod(),
                found.returnsStage(),
                settings(found),
                found.invoker());
    }

    private void checkAtomic(FoundTask found) {
        found.outsideTransaction()
                .forEach(how -> problems.add(DeploymentMessage.ATOMIC_OUTSIDE.text(found.name(), how)));
        if (found.returnsStage()) {
            problems.add(DeploymentMessage.ATOMIC_STAGE.text(found.name()));
        }
    }

    private TaskSettings settings(FoundTask found) {
        String name = found.name();
        Task task = found.task();
        String queue = config.ofTask(name, TASK_QUEUE).orElse(task.queue());
        int priority = config.ofTask(name, TASK_PRIORITY).orElse(task.priority());
        String backendName = config.ofTask(name, TASK_BACKEND).orElse(task.backend());
        if (!isQueue(queue)) {
            problems.add(DeploymentMessage.QUEUE_INVALID.text(name, queue));
        }
        if (priority < -100 || priority > 100) {
            problems.add(DeploymentMessage.PRIORITY_OUT_OF_RANGE.text(name, priority));
        }
        BackendConfig backend = backend("task '" + name + "'", backendName);
        if (backend != null && !backend.queues().isEmpty() && !backend.queues().contains(queue)) {
            problems.add(DeploymentMessage.QUEUE_NOT_OF_BACKEND.text(
                    name,
                    queue,
                    backendName,
                    new TreeSet<>(backend.queues()),
                    Suggestion.didYouMean(queue, backend.queues())));
        }
        AttemptPolicy attempts = attempts(found);
        if (!task.rerunIfLost() && attempts.max() > 1) {
            problems.add(DeploymentMessage.RERUN_CONTRADICTION.text(name, attempts.max()));
        }
        return new TaskSettings(
                queue,
                priority,
                backendName,
                timeout(name, task),
                task.rerunIfLost(),
                attempts,
                task.atomic(),
                limits.create(found),
                expireAfter(name, task));
    }

    private Optional<Duration> timeout(String name, Task task) {
        Optional<Duration> configured = config.ofTask(name, TASK_TIMEOUT);
        if (configured.isPresent() || task.timeout().isEmpty()) {
            return configured;
        }
        Optional<Duration> declared = TASK_TIMEOUT.read(task.timeout());
        if (declared.isEmpty()) {
            problems.add(DeploymentMessage.TIMEOUT_INVALID.text(name, TASK_TIMEOUT.rule(), task.timeout()));
        }
        return declared;
    }

    private Optional<Duration> expireAfter(String name, Task task) {
        Optional<Duration> configured = config.ofTask(name, TASK_EXPIRE_AFTER);
        if (configured.isPresent() || task.expireAfter().isEmpty()) {
            return configured;
        }
        Optional<Duration> declared = TASK_EXPIRE_AFTER.read(task.expireAfter());
        if (declared.isEmpty()) {
            problems.add(LimitMessage.EXPIRE_AFTER_INVALID.text(name, TASK_EXPIRE_AFTER.rule(), task.expireAfter()));
        }
        return declared;
    }

    /** The backend of that name; {@code null}, and a problem, if there is none. */
    BackendConfig backend(String who, String name) {
        BackendConfig backend = config.backends().get(name);
        if (backend == null) {
            Set<String> known = new TreeSet<>(config.backends().keySet());
            problems.add(DeploymentMessage.BACKEND_UNKNOWN.text(who, name, known, Suggestion.didYouMean(name, known)));
        }
        return backend;
    }

    private AttemptPolicy attempts(FoundTask found) {
        String name = found.name();
        Attempts declared = found.attempts();
        Duration delay = config.ofTask(name, TASK_DELAY)
                .orElseGet(() -> duration("delay", name, declared == null ? "PT10S" : declared.delay()));
        Duration maxDelay = config.ofTask(name, TASK_MAX_DELAY)
                .orElseGet(() -> duration("maxDelay", name, declared == null ? "PT1H" : declared.maxDelay()));
        AttemptPolicy policy = new AttemptPolicy(
                config.ofTask(name, TASK_MAX_ATTEMPTS).orElse(declared == null ? 1 : declared.max()),
                delay,
                config.ofTask(name, TASK_FACTOR).orElse(declared == null ? 2 : declared.factor()),
                maxDelay,
                config.ofTask(name, TASK_JITTER).orElse(declared == null ? 0.1 : declared.jitter()),
                failures(found, TASK_ON).orElse(declared == null ? List.of(Throwable.class) : List.of(declared.on())),
                failures(found, TASK_NOT_ON).orElse(declared == null ? List.of() : List.of(declared.notOn())));
        attemptRule(name, policy.max() >= 1, "max must be at least 1, was " + policy.max());
        attemptRule(name, policy.factor() >= 1, "factor must be at least 1, was " + policy.factor());
        attemptRule(
                name,
                policy.jitter() >= 0 && policy.jitter() <= 1,
                "jitter must be from 0 to 1, was " + policy.jitter());
        attemptRule(
                name,
                maxDelay.compareTo(delay) >= 0,
                "maxDelay must not be shorter than delay, was " + maxDelay + " and " + delay);
        return policy;
    }

    private Optional<List<Class<? extends Throwable>>> failures(FoundTask found, ConfigKey<Set<String>> key) {
        return config.ofTask(found.name(), key).map(names -> {
            List<Class<? extends Throwable>> types = new ArrayList<>();
            for (String type : new TreeSet<>(names)) {
                try {
                    ClassLoader loader = found.beanClass().getClassLoader();
                    types.add(Class.forName(type, false, loader).asSubclass(Throwable.class));
                } catch (ClassNotFoundException e) {
                    problems.add(failureUnknown(key, found, type, "which the class loader of the task does not find"));
                } catch (LinkageError e) {
                    problems.add(failureUnknown(key, found, type, "which cannot be loaded (" + e + ")"));
                } catch (ClassCastException e) {
                    problems.add(failureUnknown(key, found, type, "which is not a Throwable"));
                }
            }
            return types;
        });
    }

    private static String failureUnknown(ConfigKey<?> key, FoundTask found, String type, String why) {
        return DeploymentMessage.FAILURE_UNKNOWN.text(key.name(), found.name(), type, why);
    }

    private void attemptRule(String name, boolean holds, String rule) {
        if (!holds) {
            problems.add(DeploymentMessage.ATTEMPTS_INVALID.text(name, rule));
        }
    }

    private Duration duration(String what, String name, String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException notADuration) {
            // reported below, like a negative one
        }
        problems.add(DeploymentMessage.DURATION_INVALID.text(what, name, text));
        return Duration.ZERO;
    }

    private static boolean isQueue(String name) {
        try {
            return TaskInvocation.named("any").onQueue(name).options().queue() != null;
        } catch (InvalidTaskException notAllowed) {
            return false;
        }
    }

    private static boolean isName(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }
}
