package ee.tasks.it.timers;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.ejb.PersistentTimer;
import ee.tasks.ejb.TimerTasks;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A session bean with timers, whose timeouts enqueue tasks. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class Belfry {

    private static final long LONG_SECONDS = 60;

    private final Map<Serializable, BlockingQueue<Optional<TaskResult<String>>>> bridged = new ConcurrentHashMap<>();
    private final Set<Serializable> failing = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile CountDownLatch waiting = new CountDownLatch(0);

    @Resource
    private TimerService service;

    @Inject
    private TimerTasks timers;

    @Timeout
    public void timeout(Timer timer) throws InterruptedException {
        Serializable info = timer.getInfo();
        waiting.countDown();
        held.await(LONG_SECONDS, TimeUnit.SECONDS);
        Optional<TaskResult<String>> result = timers.bridge(Chimes::strike, timer);
        bridged(info).add(result);
        if (failing.remove(info)) {
            throw new EJBException("the transaction of this timeout is rolled back");
        }
    }

    private BlockingQueue<Optional<TaskResult<String>>> bridged(Serializable info) {
        return bridged.computeIfAbsent(info, any -> new LinkedBlockingQueue<>());
    }

    /** What the next timeout of a timer with this info came to. */
    public Optional<TaskResult<String>> nextBridged(Serializable info) throws InterruptedException {
        return Objects.requireNonNull(bridged(info).poll(LONG_SECONDS, TimeUnit.SECONDS), "no timeout");
    }

    public void failOnce(Serializable info) {
        failing.add(info);
    }

    /** Timeouts wait from now on. */
    public void hold() {
        waiting = new CountDownLatch(1);
        held = new CountDownLatch(1);
    }

    public void awaitTimeout() throws InterruptedException {
        if (!waiting.await(LONG_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no timeout");
        }
    }

    public void release() {
        held.countDown();
    }

    public void onceSoon(Serializable info) {
        service.createSingleActionTimer(100, new TimerConfig(info, false));
    }

    public void everySecond(Serializable info) {
        service.createCalendarTimer(
                new ScheduleExpression().second("*").minute("*").hour("*"), new TimerConfig(info, false));
    }

    /** A persistent timer of each kind, none of which times out soon. */
    public void makeTimersOfEachKind() {
        service.createCalendarTimer(
                new ScheduleExpression()
                        .minute("30")
                        .hour("3")
                        .dayOfMonth("Last Fri")
                        .timezone("Europe/London"),
                new TimerConfig("calendar", true));
        service.createIntervalTimer(7_200_000, 3_600_000, new TimerConfig("interval", true));
        service.createSingleActionTimer(86_400_000, new TimerConfig("one action", true));
        service.createSingleActionTimer(86_400_000, new TimerConfig("not persistent", false));
    }

    public List<PersistentTimer> persistentTimers() {
        return timers.persistentTimers(service);
    }

    /** In the transaction of this call, or of its caller. */
    public void toSchedule(String info, String id) {
        persistentTimers().stream()
                .filter(timer -> timer.info().equals(Optional.of(info)))
                .findFirst()
                .orElseThrow()
                .toSchedule(id, TaskInvocation.of(Chimes::strike, info));
    }

    /** Of all timers of this module whose info is a text. */
    public List<String> infos() {
        return texts().map(Named::info).toList();
    }

    /** Says which there were. */
    public List<String> cancel(String beginning) {
        return texts().filter(named -> named.info().startsWith(beginning))
                .peek(named -> {
                    try {
                        named.timer().cancel();
                    } catch (NoSuchObjectLocalException timedOutMeanwhile) {
                        // as wanted
                    }
                })
                .map(Named::info)
                .toList();
    }

    private record Named(Timer timer, String info) {}

    private Stream<Named> texts() {
        return service.getAllTimers().stream().flatMap(timer -> {
            try {
                return timer.getInfo() instanceof String info ? Stream.of(new Named(timer, info)) : Stream.empty();
            } catch (NoSuchObjectLocalException timedOutMeanwhile) {
                return Stream.empty();
            }
        });
    }
}
