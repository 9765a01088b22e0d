package ee.tasks.cdi;

import ee.tasks.Attempts;
import ee.tasks.Limit;
import ee.tasks.Recurring;
import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskHandle;
import ee.tasks.TaskQueue;
import ee.tasks.admin.TaskAdmin;
import ee.tasks.config.ConfigMessage;
import ee.tasks.config.TaskConfigKeys;
import ee.tasks.config.TasksConfig;
import ee.tasks.engine.CoreMessage;
import ee.tasks.engine.CurrentTaskContext;
import ee.tasks.engine.DeclaredSchedule;
import ee.tasks.engine.TaskDefinition;
import ee.tasks.engine.TaskRegistry;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.schedule.TaskSchedules;
import ee.tasks.spi.BackendType;
import ee.tasks.spi.WakeUpTimers;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Finds tasks and what refers to them while the container starts, reports everything that is wrong in one deployment
 * problem, and brings up the engine.
 */
public class TasksExtension implements Extension {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    /** What makes a method worth a look, {@code @Task} or not. */
    private static final List<Class<? extends Annotation>> DECLARING = List.of(
            Task.class, Attempts.class, Recurring.class, Recurring.Several.class, Limit.class, Limit.Limits.class);

    private final List<FoundTask> tasks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Bean<?>> backendBeans = new ArrayList<>();
    private final List<Bean<?>> timerBeans = new ArrayList<>();
    private final References references = new References();
    private final AbstractTasks abstractTasks = new AbstractTasks();
    private final ModuleContexts modules = new ModuleContexts();
    private TasksConfig config;
    private TasksRuntime runtime;
    private volatile BeanManager application;

    void addOwnBeans(@Observes BeforeBeanDiscovery event) {
        config = new TasksConfig(ConfigProvider.getConfig());
        event.addAnnotatedType(OutsideTransaction.class, OutsideTransaction.class.getName());
    }

    void findDeclaring(@Observes @WithAnnotations(Task.class) ProcessAnnotatedType<?> event) {
        AnnotatedType<?> type = event.getAnnotatedType();
        abstractTasks.discovered(type.getJavaClass());
        if (isInterceptorOrDecorator(type)) {
            problems.add(
                    DeploymentMessage.NO_PLAIN_BEAN.text(type.getJavaClass().getName()));
        }
    }

    private static boolean isInterceptorOrDecorator(AnnotatedType<?> type) {
        return type.isAnnotationPresent(Interceptor.class) || type.isAnnotationPresent(Decorator.class);
    }

    void findMethods(@Observes ProcessManagedBean<?> event, BeanManager beans) {
        AnnotatedType<?> type = event.getAnnotatedBeanClass();
        if (!isInterceptorOrDecorator(type)) {
            abstractTasks.check(type.getJavaClass(), problems);
        }
        boolean declares =
                type.getMethods().stream().anyMatch(method -> DECLARING.stream().anyMatch(method::isAnnotationPresent));
        if (declares) {
            tasks.addAll(new TaskMethods(
                            type,
                            event.getBean(),
                            event instanceof ProcessSessionBean<?> session ? session.getSessionBeanType() : null,
                            beans,
                            new BeanCalls(beans, modules),
                            problems)
                    .find());
        }
    }

    void findBackend(@Observes ProcessBean<?> event) {
        if (event.getBean().getQualifiers().stream().anyMatch(BackendType.class::isInstance)) {
            backendBeans.add(event.getBean());
        }
    }

    void findTimers(@Observes ProcessBean<?> event) {
        if (event.getBean().getTypes().contains(WakeUpTimers.class)) {
            timerBeans.add(event.getBean());
        }
    }

    void findProducer(@Observes ProcessProducerMethod<?, ?> event, BeanManager beans) {
        TaskProducers.find(event.getAnnotatedProducerMethod(), event.getBean(), new BeanCalls(beans, modules), problems)
                .ifPresent(tasks::add);
    }

    void findProducer(@Observes ProcessProducerField<?, ?> event, BeanManager beans) {
        TaskProducers.find(event.getAnnotatedProducerField(), event.getBean(), new BeanCalls(beans, modules), problems)
                .ifPresent(tasks::add);
    }

    void findReference(@Observes ProcessInjectionPoint<?, ?> event) {
        references.add(event.getInjectionPoint());
    }

    void findReference(@Observes ProcessObserverMethod<?, ?> event) {
        references.add(event.getObserverMethod());
    }

    void addBeans(@Observes AfterBeanDiscovery event) {
        event.<TaskQueue>addBean()
                .types(TaskQueue.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .createWith(creation -> runtime.engine().queue(null));
        references.backends(config.backends().keySet()).forEach(backend -> event.<TaskQueue>addBean()
                .types(TaskQueue.class, Object.class)
                .qualifiers(backend)
                .scope(ApplicationScoped.class)
                .createWith(creation -> runtime.engine().queue(backend.value())));
        admin(event, Default.Literal.INSTANCE, "default");
        references.backends(config.backends().keySet()).forEach(backend -> admin(event, backend, backend.value()));
        tasks.forEach(references::add);
        references.withOpenTypes().forEach(where -> event.addDefinitionError(new DefinitionException(where)));
        references.handles().forEach(handle -> event.<TaskHandle<?, ?>>addBean()
                .types(handle.type(), Object.class)
                .qualifiers(handle.task())
                .scope(Dependent.class)
                .createWith(creation -> runtime.engine().handle(handle.task().value())));
        event.<TaskSchedules>addBean()
                .types(TaskSchedules.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .createWith(creation -> runtime.engine().schedules());
        event.<TaskContext>addBean()
                .types(TaskContext.class, Object.class)
                .qualifiers(Default.Literal.INSTANCE)
                .scope(ApplicationScoped.class)
                .createWith(creation -> new CurrentTaskContext());
        event.<TasksRuntime>addBean()
                .types(TasksRuntime.class)
                .scope(Dependent.class)
                .createWith(creation -> runtime);
    }

    private void admin(AfterBeanDiscovery event, Annotation qualifier, String backend) {
        event.<TaskAdmin>addBean()
                .types(TaskAdmin.class, Object.class)
                .qualifiers(qualifier)
                .scope(ApplicationScoped.class)
                .createWith(creation -> runtime.engine().admin(backend));
    }

    void validate(@Observes AfterDeploymentValidation event, BeanManager beans) {
        DefinitionFactory factory = new DefinitionFactory(config, problems);
        List<TaskDefinition> definitions = factory.create(tasks);
        TaskRegistry registry = new TaskRegistry(definitions);
        PayloadCodec codec = new PayloadCodec(config.get(TaskConfigKeys.MAX_PAYLOAD));
        Map<String, DeclaredSchedule> schedules = new ScheduleFactory(config, codec, problems).create(tasks, registry);
        BackendFactory backends = new BackendFactory(config, backendBeans, beans, schedules.values(), timers());
        problems.addAll(backends.problems());
        references.check(registry, factory, problems);
        problems.addAll(config.problems());
        List<String> unknownKeys = config.unknownKeys(registry.names(), declaredSchedules(), declaredLimits());
        if (config.get(TaskConfigKeys.STRICT)) {
            problems.addAll(unknownKeys);
        } else {
            unknownKeys.forEach(key -> LOG.log(ConfigMessage.UNKNOWN_KEY.level(), key)); // the others have the same
        }
        abstractTasks.warnings().forEach(warning -> LOG.log(CoreMessage.TASK_OF_NO_BEAN.level(), warning));
        if (!problems
                .isEmpty()) { // as one problem: that a server shows more than the first of several was never tested
            event.addDeploymentProblem(new DeploymentException(DeploymentMessage.PROBLEMS.text(problems.size(), "")
                    + String.join(System.lineSeparator(), problems))); // finished messages, each on its line
            codec.close();
            return;
        }
        runtime = new TasksRuntime(config, registry, codec, backends, beans, () -> application(beans), modules);
        DeploymentMessage.SETTLED.log(
                LOG, definitions.size(), config.backends().get("default").type());
    }

    private Optional<Bean<?>> timers() {
        if (!config.get(TaskConfigKeys.WORKER_ENABLED)
                || !config.get(TaskConfigKeys.SCHEDULER).equals("ejb-timer")) {
            return Optional.empty();
        }
        if (timerBeans.isEmpty()) {
            problems.add(DeploymentMessage.TIMERS_MISSING.text());
        }
        return timerBeans.stream().findFirst();
    }

    /** The ids that configuration may name, former ones too. */
    private Set<String> declaredSchedules() {
        return tasks.stream()
                .flatMap(task -> task.recurring().stream()
                        .flatMap(recurring -> Stream.concat(
                                Stream.of(task.scheduleId(recurring)),
                                task.formerScheduleIds(recurring, Set.of()).stream())))
                .collect(Collectors.toSet());
    }

    private Set<String> declaredLimits() {
        return tasks.stream()
                .flatMap(task -> task.limits().stream().map(task::limitName))
                .collect(Collectors.toSet());
    }

    /** After the application has set itself up in observers of its own: the first task may run at once. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) Startup event, BeanManager beans) {
        application(beans);
        runtime.start();
    }

    /** The application's bean manager. On Payara 6 an extension's own bean manager sees none of the application's archives. */
    private BeanManager application(BeanManager own) {
        if (application == null) {
            try {
                BeanManager current = CDI.current().getBeanManager();
                if (current.getExtension(TasksExtension.class) == this) { // and not another container's in the same JVM
                    application = current;
                }
            } catch (RuntimeException noneOnThisThread) {
                return own;
            }
        }
        return application == null ? own : application;
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Shutdown event) {
        runtime.stop();
    }

    void stopLast(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        if (runtime != null) {
            runtime.stop();
        }
    }
}
