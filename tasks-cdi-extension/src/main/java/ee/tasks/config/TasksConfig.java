package ee.tasks.config;

import static ee.tasks.config.TaskConfigKeys.PREFIX;

import ee.tasks.engine.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The configuration, read and checked; the one class that asks MicroProfile Config. Thread-safe. */
public final class TasksConfig {

    private static final Pattern BACKEND_KEY = Pattern.compile("ee\\.tasks\\.backends\\.(\"([^\"]+)\"|[^.\"]+)\\.(.+)");
    private static final Pattern TASK_KEY = Pattern.compile("ee\\.tasks\\.task\\.(\"([^\"]+)\"|(.+))\\.([^.\"]+)");

    private static final Pattern SCHEDULE_KEY =
            Pattern.compile("ee\\.tasks\\.schedule\\.(\"([^\"]+)\"|(.+))\\.([^.\"]+)");

    private static final Pattern LIMIT_KEY = Pattern.compile("ee\\.tasks\\.limit\\.(\"([^\"]+)\"|(.+))\\.([^.\"]+)");

    private static final Pattern QUEUE_KEY =
            Pattern.compile("ee\\.tasks\\.queue\\.(\"([^\"]+)\"|([^.\"]+))\\.([^\"]+)");

    private static final int MAX_BACKEND_NAME_LENGTH = 255;

    private static final String OF_TASKS = PREFIX + "task.";
    private static final String OF_SCHEDULES = PREFIX + "schedule.";
    private static final String OF_LIMITS = PREFIX + "limit.";
    private static final String OF_QUEUES = PREFIX + "queue.";
    private static final String OF_BACKENDS = PREFIX + "backends.";

    private final Config config;
    private final Variables variables;
    private final Set<String> problems = new ConcurrentSkipListSet<>();
    private final Map<String, BackendConfig> backends;

    public TasksConfig(Config config) {
        this.config = config;
        this.variables = new Variables(
                config.getPropertyNames(),
                StreamSupport.stream(config.getConfigSources().spliterator(), false)
                        .map(ConfigSource::getPropertyNames)
                        .toList());
        this.backends = readBackends();
        variables.keys().forEach(this::raw);
        TaskConfigKeys.ALL.forEach(this::find);
        TaskConfigKeys.RETENTION_OF_A_QUEUE.values().forEach(this::ofQueues);
        checkTogether();
    }

    /** A key's value, or its default; {@code null} if it has none. An invalid value is a problem, and the default stands in. */
    public <T> T get(ConfigKey<T> key) {
        return find(key)
                .orElseGet(() -> key.defaultText() == null ? null : key.parser().apply(key.defaultText()));
    }

    /** What configuration says of one task, if anything. */
    public <T> Optional<T> ofTask(String task, ConfigKey<T> key) {
        return ofNamed(OF_TASKS, task, key);
    }

    /** What configuration says of one schedule, if anything. */
    public <T> Optional<T> ofSchedule(String id, ConfigKey<T> key) {
        return ofNamed(OF_SCHEDULES, id, key);
    }

    /** What configuration says of one limit, if anything. */
    public <T> Optional<T> ofLimit(String name, ConfigKey<T> key) {
        return ofNamed(OF_LIMITS, name, key);
    }

    /** What configuration says of which queues. */
    public <T> Map<String, T> ofQueues(ConfigKey<T> key) {
        Map<String, T> ofQueues = new TreeMap<>();
        queues().forEach(queue -> ofNamed(OF_QUEUES, queue, key).ifPresent(value -> ofQueues.put(queue, value)));
        return ofQueues;
    }

    /** The queues that configuration names anywhere. */
    private Set<String> queues() {
        Set<String> queues = new TreeSet<>(get(TaskConfigKeys.QUEUE_NAMES));
        queues.add("default");
        queues.addAll(get(TaskConfigKeys.WORKER_QUEUES));
        queues.addAll(get(TaskConfigKeys.WORKER_EXCLUDE_QUEUES));
        backends.values().forEach(backend -> queues.addAll(backend.queues()));
        for (String name : variables.keys()) {
            Matcher ofQueue = QUEUE_KEY.matcher(name);
            if (ofQueue.matches()) {
                queues.add(ofQueue.group(2) != null ? ofQueue.group(2) : ofQueue.group(3));
            }
        }
        queues.addAll(variables.plainNames(OF_QUEUES, TaskConfigKeys.OF_A_QUEUE, queues));
        return queues;
    }

    /** An option of one backend: its own, or its type's, or the default. */
    public Optional<String> ofBackend(BackendConfig backend, String option) {
        String ofType = PREFIX + backend.type() + "." + option;
        return raw(OF_BACKENDS + "\"" + backend.name() + "\"." + option)
                .or(() -> raw(OF_BACKENDS + backend.name() + "." + option))
                .or(() -> raw(ofType))
                .or(() -> TaskConfigKeys.ALL.stream()
                        .filter(key -> key.name().equals(ofType))
                        .map(ConfigKey::defaultText)
                        .filter(text -> text != null)
                        .findFirst());
    }

    /** The backends by name; {@code default} is always among them. */
    public Map<String, BackendConfig> backends() {
        return backends;
    }

    /** The key that says of which type this backend is. */
    public String typeKey(BackendConfig backend) {
        return backend.name().equals("default")
                        && ofNamed(OF_BACKENDS, "default", TaskConfigKeys.TYPE).isEmpty()
                ? TaskConfigKeys.BACKEND.name()
                : PREFIX + "backends." + backend.name() + "." + TaskConfigKeys.TYPE.name();
    }

    /** What is wrong, so far as it was asked for. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Keys that mean nothing here, each as a message with a suggestion. */
    public List<String> unknownKeys(Set<String> tasks, Set<String> schedules, Set<String> limits) {
        Set<String> known = new HashSet<>();
        TaskConfigKeys.ALL.forEach(key -> known.add(key.name()));
        List<String> unknown = new ArrayList<>();
        for (String name : variables.keys()) {
            Matcher ofTask = TASK_KEY.matcher(name);
            if (known.contains(name) || isBackendOption(name)) {
                continue;
            }
            Matcher ofQueue = QUEUE_KEY.matcher(name);
            if (ofQueue.matches()) {
                Set<String> ofAQueue = new HashSet<>();
                TaskConfigKeys.OF_A_QUEUE.forEach(key -> ofAQueue.add(key.name()));
                if (!ofAQueue.contains(ofQueue.group(4))) {
                    unknown.add(ConfigMessage.UNKNOWN_KEY.text(name, suggestion(ofQueue.group(4), ofAQueue)));
                }
                continue;
            }
            Matcher ofSchedule = SCHEDULE_KEY.matcher(name);
            Matcher ofLimit = LIMIT_KEY.matcher(name);
            if (ofTask.matches()) {
                unknownOf(ofTask, tasks, TaskConfigKeys.OF_A_TASK, ConfigMessage.UNKNOWN_TASK_CONFIGURED)
                        .ifPresent(unknown::add);
            } else if (ofSchedule.matches()) {
                unknownOf(
                                ofSchedule,
                                schedules,
                                TaskConfigKeys.OF_A_SCHEDULE,
                                ConfigMessage.UNKNOWN_SCHEDULE_CONFIGURED)
                        .ifPresent(unknown::add);
            } else if (ofLimit.matches()) {
                unknownOf(ofLimit, limits, TaskConfigKeys.OF_A_LIMIT, ConfigMessage.UNKNOWN_LIMIT_CONFIGURED)
                        .ifPresent(unknown::add);
            } else {
                unknown.add(ConfigMessage.UNKNOWN_KEY.text(name, suggestion(name, known)));
            }
        }
        unknown.addAll(unknownVariables(tasks, schedules, limits));
        return unknown;
    }

    /** Variables do not show what they name, so they are compared with all that they could mean here. */
    private List<String> unknownVariables(Set<String> tasks, Set<String> schedules, Set<String> limits) {
        Set<String> meant = new HashSet<>();
        TaskConfigKeys.ALL.forEach(key -> meant.add(Variables.of(key.name())));
        addAll(meant, OF_TASKS, tasks, TaskConfigKeys.OF_A_TASK);
        addAll(meant, OF_SCHEDULES, schedules, TaskConfigKeys.OF_A_SCHEDULE);
        addAll(meant, OF_LIMITS, limits, TaskConfigKeys.OF_A_LIMIT);
        addAll(meant, OF_QUEUES, queues(), TaskConfigKeys.OF_A_QUEUE);
        addAll(meant, OF_BACKENDS, backends.keySet(), TaskConfigKeys.OF_A_BACKEND);
        List<String> unknown = new ArrayList<>();
        for (String variable : variables.names()) {
            if (meant.contains(variable) || isVariableOfABackend(variable)) {
                continue;
            }
            String listed = variables.asListed(variable);
            if (variables.withNames(OF_QUEUES, TaskConfigKeys.OF_A_QUEUE).contains(variable)) {
                unknown.add(ConfigMessage.VARIABLE_WITHOUT_NAME.text(listed, TaskConfigKeys.QUEUE_NAMES.name()));
            } else if (variables
                    .withNames(OF_BACKENDS, TaskConfigKeys.OF_A_BACKEND)
                    .contains(variable)) {
                unknown.add(ConfigMessage.VARIABLE_WITHOUT_NAME.text(listed, TaskConfigKeys.BACKENDS.name()));
            } else {
                unknown.add(ConfigMessage.UNKNOWN_VARIABLE.text(listed, suggestion(variable, meant)));
            }
        }
        return unknown;
    }

    private static void addAll(Set<String> meant, String prefix, Set<String> names, List<ConfigKey<?>> keys) {
        names.forEach(name -> keys.forEach(key -> meant.addAll(Variables.of(prefix, name, key))));
    }

    /** Of its own, or of all of its type; types that beans offer have options that only they know. */
    private boolean isVariableOfABackend(String variable) {
        return backends.values().stream().anyMatch(backend -> {
            String ofType = PREFIX + backend.type() + ".";
            return Stream.of(OF_BACKENDS + "\"" + backend.name() + "\".", OF_BACKENDS + backend.name() + ".", ofType)
                    .map(Variables::of)
                    .filter(variable::startsWith)
                    .map(prefix -> Variables.of(ofType) + variable.substring(prefix.length()))
                    .anyMatch(option -> isOption(ofType, option, Variables::of));
        });
    }

    private static boolean isOption(String ofType, String name, UnaryOperator<String> spelled) {
        List<String> declared = TaskConfigKeys.ALL.stream()
                .map(ConfigKey::name)
                .filter(key -> key.startsWith(ofType))
                .map(spelled)
                .toList();
        return declared.isEmpty() || declared.contains(name);
    }

    private static Optional<String> unknownOf(
            Matcher key, Set<String> things, List<ConfigKey<?>> options, ConfigMessage unknownThing) {
        String thing = key.group(2) != null ? key.group(2) : key.group(3);
        Set<String> names = options.stream().map(ConfigKey::name).collect(Collectors.toSet());
        if (!things.contains(thing)) {
            return Optional.of(unknownThing.text(key.group(), thing, suggestion(thing, things)));
        }
        return names.contains(key.group(4))
                ? Optional.empty()
                : Optional.of(ConfigMessage.UNKNOWN_KEY.text(key.group(), suggestion(key.group(4), names)));
    }

    /** Types that beans offer have options that only they know. */
    private boolean isBackendOption(String name) {
        Matcher ofBackend = BACKEND_KEY.matcher(name);
        if (ofBackend.matches()) {
            String option = ofBackend.group(3);
            BackendConfig backend = backends.get(backendName(ofBackend));
            return backend == null
                    || TaskConfigKeys.OF_A_BACKEND.stream()
                            .anyMatch(key -> key.name().equals(option))
                    || isOption(
                            PREFIX + backend.type() + ".",
                            PREFIX + backend.type() + "." + option,
                            UnaryOperator.identity());
        }
        return backends.values().stream()
                .map(backend -> PREFIX + backend.type() + ".")
                .anyMatch(prefix -> name.startsWith(prefix) && isOption(prefix, name, UnaryOperator.identity()));
    }

    private static String backendName(Matcher ofBackend) {
        return ofBackend.group(2) != null ? ofBackend.group(2) : ofBackend.group(1);
    }

    private static String suggestion(String name, Set<String> known) {
        return Suggestion.nearest(name, known)
                .map("; did you mean %s?"::formatted)
                .orElse("");
    }

    private Map<String, BackendConfig> readBackends() {
        Set<String> names = new TreeSet<>(get(TaskConfigKeys.BACKENDS));
        names.add("default");
        for (String key : variables.keys()) {
            Matcher matcher = BACKEND_KEY.matcher(key);
            if (matcher.matches()) {
                names.add(backendName(matcher));
            }
        }
        names.addAll(variables.plainNames(OF_BACKENDS, List.of(TaskConfigKeys.TYPE), names));
        Map<String, BackendConfig> read = new TreeMap<>();
        for (String name : names) {
            if (name.length() > MAX_BACKEND_NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
                problems.add(ConfigMessage.BACKEND_NAME_INVALID.text(name));
                continue;
            }
            Optional<String> type = ofNamed(OF_BACKENDS, name, TaskConfigKeys.TYPE);
            if (name.equals("default")) {
                Optional<String> plain = raw(TaskConfigKeys.BACKEND.name());
                if (type.isPresent() && plain.isPresent() && !type.equals(plain)) {
                    problems.add(ConfigMessage.DEFAULT_BACKEND_TWICE.text(plain.get(), type.get()));
                }
                type = type.or(() -> Optional.of(get(TaskConfigKeys.BACKEND)));
            }
            if (type.isEmpty()) {
                problems.add(ConfigMessage.BACKEND_WITHOUT_TYPE.text(name));
                continue;
            }
            Set<String> queues =
                    ofNamed(OF_BACKENDS, name, TaskConfigKeys.QUEUES).orElse(Set.of());
            String namespace = ofNamed(OF_BACKENDS, name, TaskConfigKeys.BACKEND_NAMESPACE)
                    .orElseGet(() -> get(TaskConfigKeys.NAMESPACE));
            read.put(name, new BackendConfig(name, type.get(), queues, namespace));
        }
        return Map.copyOf(read);
    }

    private <T> Optional<T> ofNamed(String prefix, String name, ConfigKey<T> key) {
        return find(prefix + "\"" + name + "\"." + key.name(), key)
                .or(() -> find(prefix + name + "." + key.name(), key));
    }

    private void checkTogether() {
        Duration least = get(TaskConfigKeys.HEARTBEAT).multipliedBy(3);
        Duration lease = get(TaskConfigKeys.LEASE);
        if (lease.compareTo(least) < 0) {
            problems.add(ConfigMessage.LEASE_TOO_SHORT.text(least, lease));
        }
        Set<String> queues = get(TaskConfigKeys.WORKER_QUEUES);
        if (!get(TaskConfigKeys.WORKER_EXCLUDE_QUEUES).isEmpty() && !queues.contains("*")) {
            problems.add(ConfigMessage.EXCLUDED_WITHOUT_ALL.text(String.join(",", queues)));
        }
    }

    private <T> Optional<T> find(ConfigKey<T> key) {
        return find(key.name(), key);
    }

    private <T> Optional<T> find(String name, ConfigKey<T> key) {
        return raw(name).flatMap(text -> {
            Optional<T> value = key.read(text);
            if (value.isEmpty()) {
                problems.add(ConfigMessage.VALUE_INVALID.text(name, key.rule(), text));
            }
            return value;
        });
    }

    /** Expressions in values may refer to what is not there, or to themselves. */
    private Optional<String> raw(String name) {
        try {
            return config.getOptionalValue(name, String.class);
        } catch (RuntimeException | StackOverflowError e) {
            problems.add(ConfigMessage.VALUE_UNREADABLE.text(name, e));
            return Optional.empty();
        }
    }
}
