package ee.tasks.engine;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskInvocation.Target;
import ee.tasks.TaskOptions;
import ee.tasks.engine.json.HeaderCodec;
import ee.tasks.engine.json.PayloadCodec;
import ee.tasks.spi.TaskRecord;
import ee.tasks.spi.TaskRecordBuilder;
import ee.tasks.spi.TaskRequest;
import ee.tasks.spi.TaskRequestBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Makes a request of an invocation: finds the task, decides the options, writes the arguments. */
final class RequestFactory {

    private final TaskRegistry registry;
    private final PayloadCodec codec;
    private final HeaderCodec headers;
    private final InheritedHeaders inheritance;
    private final DefinedGates gates;
    private final Predicate<String> limits;
    private final Clock clock;

    /** @param limits asked for the name of a backend: whether it limits tasks */
    RequestFactory(
            TaskRegistry registry,
            PayloadCodec codec,
            HeaderCodec headers,
            InheritedHeaders inheritance,
            DefinedGates gates,
            Predicate<String> limits,
            Clock clock) {
        this.registry = registry;
        this.codec = codec;
        this.headers = headers;
        this.inheritance = inheritance;
        this.gates = gates;
        this.limits = limits;
        this.clock = clock;
    }

    String newId() {
        return TaskIds.next(clock.millis());
    }

    /**
     * @param queueBackend the backend of the queue copy, or {@code null} for the task's own
     * @param queueOptions the options of the queue copy
     * @param flow the flow it belongs to, or {@code null}
     * @param inherited the headers that the running task hands on
     */
    TaskRequest create(
            TaskInvocation<?> invocation,
            String queueBackend,
            TaskOptions.Values queueOptions,
            String flow,
            Map<String, String> inherited) {
        TaskDefinition definition = definition(invocation.target());
        String task = definition != null ? definition.name() : ((Target.Name) invocation.target()).task();
        TaskSettings settings = definition != null ? definition.settings() : TaskSettings.DEFAULT;
        TaskOptions.Values options = invocation.options().orElse(queueOptions);
        String backend = queueBackend != null ? queueBackend : settings.backend();
        options.requirePredecessorsIn(backend);
        String arguments = definition != null
                ? codec.writeArguments(definition.signature(), invocation.arguments())
                : codec.writeUndeclared(task, invocation.arguments());
        String written = headers.write(task, inheritance.with(options.headers(), inherited, backend));
        boolean isLimited = !settings.limits().isEmpty() && limits.test(backend);
        int priority = options.priority() != null ? options.priority() : settings.priority();
        if (options.orderKey() != null && priority != 0) {
            throw new InvalidTaskException(OrderMessage.ORDERED_WITH_PRIORITY.text(task, priority));
        }
        return new TaskRequestBuilder()
                .id(newId())
                .task(task)
                .backend(backend)
                .queue(options.queue() != null ? options.queue() : settings.queue())
                .priority(priority)
                .arguments(arguments)
                .payloadFormat(PayloadCodec.FORMAT)
                .runAfter(options.runAfter())
                .delay(options.delay())
                .uniqueKey(options.uniqueKey())
                .uniquePeriod(options.uniquePeriod())
                .dependsOn(options.dependsOn())
                .dependsOnFlows(options.dependsOnFlows())
                .evenIfFailed(options.evenIfFailed())
                .rerunIfLost(settings.rerunIfLost())
                .flow(flow)
                .formerNames(definition != null ? definition.formerNames() : Set.of())
                .headers(written)
                .expireAfter(
                        options.expireAfter() != null
                                ? options.expireAfter()
                                : settings.expireAfter().orElse(null))
                .gates(isLimited ? gates.of(definition, arguments, written) : List.of())
                .order(options.orderKey(), options.onFailure())
                .build();
    }

    /** The state of a request that its backend will see later. */
    TaskRecord accepted(TaskRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant runAfter = request.delay() != null ? now.plus(request.delay()) : request.runAfter();
        return TaskRecordBuilder.of(request).enqueuedAt(now).runAfter(runAfter).build();
    }

    /** {@code null} for a name that only another deployment knows. */
    private TaskDefinition definition(Target target) {
        return target instanceof Target.Method method
                ? registry.get(method)
                : registry.find(((Target.Name) target).task()).orElse(null);
    }
}
