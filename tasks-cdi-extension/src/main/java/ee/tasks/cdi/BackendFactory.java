package ee.tasks.cdi;

import ee.tasks.config.BackendConfig;
import ee.tasks.config.TasksConfig;
import ee.tasks.engine.BackendParts;
import ee.tasks.engine.Backends.Source;
import ee.tasks.engine.Backends.Started;
import ee.tasks.engine.DeclaredSchedule;
import ee.tasks.engine.TaskRegistry;
import ee.tasks.engine.backend.DummyBackend;
import ee.tasks.engine.backend.ImmediateBackend;
import ee.tasks.engine.backend.StoreBackend;
import ee.tasks.engine.backend.memory.MemoryTaskStore;
import ee.tasks.engine.limit.LimitMessage;
import ee.tasks.engine.recurrence.ScheduleMessage;
import ee.tasks.engine.text.Suggestion;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.Feature;
import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskStore;
import ee.tasks.spi.WakeUpTimers;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the configured backends: the built-in types, and those that beans offer. */
final class BackendFactory {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private static final String IMMEDIATE = "immediate";
    private static final Set<String> BUILT_IN = Set.of(IMMEDIATE, "memory", "dummy");
    private static final String JPA = "jpa";

    private final TasksConfig config;
    private final Collection<Bean<?>> offered;
    private final BeanManager beans;
    private final List<DeclaredSchedule> schedules;
    private final Optional<Bean<?>> timers;

    /**
     * @param offered the beans with {@code @BackendType}, of which {@code beans} need not see any
     * @param timers the bean of the server's timers, if workers are to go by those
     */
    BackendFactory(
            TasksConfig config,
            Collection<Bean<?>> offered,
            BeanManager beans,
            Collection<DeclaredSchedule> schedules,
            Optional<Bean<?>> timers) {
        this.config = config;
        this.offered = offered;
        this.beans = beans;
        this.schedules = List.copyOf(schedules);
        this.timers = timers;
    }

    List<String> problems() {
        Set<String> types = new TreeSet<>(BUILT_IN);
        offered.stream()
                .filter(bean -> bean.getTypes().contains(TaskBackend.class)
                        || bean.getTypes().contains(TaskStore.class))
                .flatMap(bean -> bean.getQualifiers().stream())
                .flatMap(qualifier -> qualifier instanceof BackendType type ? Stream.of(type.value()) : Stream.empty())
                .forEach(types::add);
        Stream<String> unknownTypes = config.backends().values().stream()
                .filter(backend -> !types.contains(backend.type()))
                .map(backend -> DeploymentMessage.BACKEND_TYPE_UNKNOWN.text(
                        config.typeKey(backend),
                        backend.type(),
                        String.join(", ", types),
                        hint(backend.type(), types)));
        return Stream.concat(unknownTypes, sharingTables().stream()).toList();
    }

    /** The jpa type is the one that an application may mean without having it. */
    private static String hint(String type, Set<String> types) {
        Set<String> meant = new TreeSet<>(types);
        meant.add(JPA);
        String suggestion = type.equals(JPA) ? "" : Suggestion.didYouMean(type, meant);
        boolean isMissing =
                !types.contains(JPA) && Suggestion.nearest(type, meant).equals(Optional.of(JPA));
        return suggestion + (isMissing ? "; for jpa add the artifact ee.tasks:tasks-jpa-store" : "");
    }

    /** Workers claim whatever is in their tables, so each would run the other's tasks, and find no result of its own. */
    private List<String> sharingTables() {
        List<String> problems = new ArrayList<>();
        Map<List<String>, String> owners = new HashMap<>();
        for (BackendConfig backend : new TreeMap<>(config.backends()).values()) {
            if (!backend.type().equals(JPA)) {
                continue;
            }
            String dataSource = config.ofBackend(backend, "data-source").orElseThrow();
            String owner = owners.putIfAbsent(List.of(dataSource, backend.namespace()), backend.name());
            if (owner != null) {
                problems.add(DeploymentMessage.BACKENDS_SHARE_TABLES.text(
                        owner, backend.name(), dataSource, backend.namespace()));
            }
        }
        return problems;
    }

    /** @param registry the tasks that workers run */
    Map<String, Source> sources(TaskRegistry registry) {
        Workers workers =
                new Workers(config, registry, schedules, timers.map(bean -> () -> reference(bean, WakeUpTimers.class)));
        Map<String, Source> sources = new LinkedHashMap<>();
        config.backends()
                .forEach((name, backend) -> sources.put(
                        name,
                        new Source(
                                backend.type(),
                                backend.queues(),
                                parts -> start(backend, parts, workers, registry.limitedNames(name)))));
        return sources;
    }

    private Started start(BackendConfig backend, BackendParts parts, Workers workers, Set<String> limited) {
        if (!offered(TaskBackend.class, backend).isEmpty()) {
            return Started.of(started(instance(TaskBackend.class, backend), backend, parts, limited));
        }
        if (backend.type().equals(IMMEDIATE)) {
            return Started.running(started(new ImmediateBackend(parts.clock()), backend, parts, limited));
        }
        return Started.of(started(create(backend, parts, workers), backend, parts, limited));
    }

    private <B extends TaskBackend> B started(
            B created, BackendConfig backend, BackendParts parts, Set<String> limited) {
        created.start(new ConfiguredContext(config, backend, parts.runner(), parts.log()));
        warnOfSchedules(backend.name(), created);
        if (!limited.isEmpty() && !created.features().contains(Feature.LIMITS)) {
            LimitMessage.NO_EFFECT.log(LOG, backend.name(), limited);
        }
        return created;
    }

    private void warnOfSchedules(String name, TaskBackend backend) {
        List<String> ids = schedules.stream()
                .filter(schedule -> schedule.task().settings().backend().equals(name))
                .map(DeclaredSchedule::id)
                .toList();
        if (!ids.isEmpty() && !backend.features().contains(Feature.SCHEDULES)) {
            ScheduleMessage.NOT_KEPT.log(LOG, name, ids);
        }
    }

    private TaskBackend create(BackendConfig backend, BackendParts parts, Workers workers) {
        return switch (backend.type()) {
            case "dummy" -> new DummyBackend(parts.clock());
            case "memory" -> over(new MemoryTaskStore(parts.clock()), parts, workers);
            default -> over(instance(TaskStore.class, backend), parts, workers);
        };
    }

    private Set<Bean<?>> offered(Class<?> kind, BackendConfig backend) {
        Annotation type = BackendType.Literal.of(backend.type());
        return offered.stream()
                .filter(bean ->
                        bean.getTypes().contains(kind) && bean.getQualifiers().contains(type))
                .collect(Collectors.toSet());
    }

    private <T> T instance(Class<T> kind, BackendConfig backend) {
        return reference(beans.resolve(offered(kind, backend)), kind);
    }

    private <T> T reference(Bean<?> bean, Class<T> kind) {
        return kind.cast(beans.getReference(bean, kind, beans.createCreationalContext(bean)));
    }

    private static TaskBackend over(TaskStore store, BackendParts parts, Workers workers) {
        return new StoreBackend(store, parts.transactions(), context -> workers.create(context, store, parts));
    }
}
