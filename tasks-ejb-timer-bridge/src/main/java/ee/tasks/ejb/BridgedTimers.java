package ee.tasks.ejb;

import static java.util.Comparator.comparing;

import ee.tasks.InvalidTaskException;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.schedule.TaskSchedules;
import ee.tasks.spi.Feature;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Enqueues each tick with a unique key, a hash of the task, its arguments, the timer's info and the {@link TimerTick}: of several nodes
 * with the same timer, the first enqueues a task, and the others get that one's result.
 */
@ApplicationScoped
class BridgedTimers implements TimerTasks {

    @Inject
    TaskQueue tasks;

    @Inject
    TaskSchedules schedules;

    private Jsonb json;

    @PostConstruct
    void open() {
        json = JsonbBuilder.create();
    }

    @Override
    public <R> Optional<TaskResult<R>> bridge(TaskInvocation<R> invocation, Timer timer) {
        return bridge(invocation, timer, TimerTick.of(timer, Instant.now()));
    }

    @Override
    public <R> Optional<TaskResult<R>> bridge(TaskInvocation<R> invocation, Timer timer, Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new InvalidTaskException(TimerMessage.INTERVAL_INVALID.text(interval));
        }
        return bridge(invocation, timer, TimerTick.of(timer, interval));
    }

    private <R> Optional<TaskResult<R>> bridge(TaskInvocation<R> invocation, Timer timer, Optional<TimerTick> tick) {
        return tick.flatMap(known -> TimerInfo.of(timer).map(info -> enqueue(invocation, known, info.value())));
    }

    private <R> TaskResult<R> enqueue(TaskInvocation<R> invocation, TimerTick tick, Object info) {
        if (tick.name() == null || invocation.options().uniqueKey() != null) {
            return tasks.enqueue(invocation);
        }
        try {
            return tasks.enqueue(invocation.unique(key(invocation, tick, info), tick.period()));
        } catch (UnsupportedFeatureException e) {
            if (e.feature().equals(Feature.UNIQUE.name())) {
                return tasks.enqueue(invocation);
            }
            throw e;
        }
    }

    private String key(TaskInvocation<?> invocation, TimerTick tick, Object info) {
        List<Object> parts = new ArrayList<>();
        parts.add(info);
        parts.addAll(invocation.arguments());
        Map<String, String> headers = invocation.options().headers();
        if (!headers.isEmpty()) { // else the key is that of nodes that know no headers
            parts.add(new TreeMap<>(headers));
        }
        String text = parts.stream().map(this::json).collect(Collectors.joining(" ", tick.name() + " ", ""));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "timer " + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Refuses an object without JSON properties: it could not be told from others of its type, and all would have one key. */
    private String json(Object value) {
        String text = null;
        try {
            text = value == null ? "null" : json.toJson(value);
        } catch (JsonbException unfit) {
            // reported below, without the value, which may be a secret
        }
        if (text == null || text.equals("{}") && !(value instanceof Map)) {
            throw new InvalidTaskException(TimerMessage.NOT_TOLD_APART.text(
                    value.getClass().getName(),
                    text == null ? "which JSON-B cannot write" : "which has no JSON properties"));
        }
        return text;
    }

    @Override
    public List<PersistentTimer> persistentTimers(TimerService service) {
        return service.getAllTimers().stream()
                .map(timer -> PersistentTimer.of(timer, tasks, schedules))
                .flatMap(Optional::stream)
                .sorted(comparing(PersistentTimer::nextTimeout))
                .toList();
    }

    @PreDestroy
    void close() {
        try {
            json.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
