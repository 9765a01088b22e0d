package ee.tasks.engine.worker;

import ee.tasks.engine.recurrence.Recurrences;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.StoreNotReachedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By timers of the server: one for the next tick of each schedule that the code declares, and one that polls for all others. A declared
 * schedule is open from when its timer fires until that for its next tick is set, so that whoever suspends a timer suspends its
 * schedule on this node.
 */
final class TimerTickWatch implements TickWatch {

    /** A timer that has not fired. */
    private record Pending(String timer, Instant tick) {}

    private static final String PUT = "schedules that were put";
    private static final String PUT_NEXT = "next tick of the schedules that were put";

    private final Site site;
    private final ServerTimers timers;
    private final Poll poll;
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private long lookAt;
    private long askedAt;
    private volatile Instant nextPut = Instant.MAX;

    TimerTickWatch(Site site, ServerTimers timers) {
        this.site = site;
        this.timers = timers;
        poll = new Poll(site, PUT, site.signals().schedule());
        open.addAll(site.settings().scheduling().declared());
        lookAt = site.now() + ServerTimers.LOOK_INTERVAL;
    }

    @Override
    public boolean isDue() {
        if (site.now() - lookAt >= 0) {
            lookAfterTimers();
            lookAt = site.now() + ServerTimers.LOOK_INTERVAL;
        }
        return poll.isDue() || !open.isEmpty();
    }

    /** Schedules are resumed and replaced, and timers cancelled, by others. */
    private void lookAfterTimers() {
        askedAt = site.now();
        Instant now = site.store().schedules().now();
        site.settings().scheduling().declared().stream()
                .filter(id -> !open.contains(id))
                .forEach(id -> awaitTick(id, now));
    }

    @Override
    public Set<String> open() {
        askedAt = site.now();
        return Set.copyOf(open);
    }

    @Override
    public long looked(Instant now, Instant next) {
        open.forEach(id -> awaitTick(id, now));
        boolean more = next != null && !next.isAfter(now);
        poll.done(more);
        boolean isAwaited = next == null
                || pending.values().stream().anyMatch(timer -> timer.tick().equals(next));
        return more || isAwaited ? left() : Math.min(left(), leftUntil(next, now));
    }

    /** Of those that were put; the poll comes soon enough for what is farther than that. */
    private long leftUntil(Instant next, Instant now) {
        Duration left = left(next, now);
        if (left.compareTo(site.settings().pollInterval()) > 0 || isPutAwaited(next)) {
            return Round.FOREVER;
        }
        nextPut = next;
        return timers.once(PUT_NEXT, left, this::nextPutCame) ? Round.FOREVER : Math.max(1, left.toNanos());
    }

    private void nextPutCame() {
        nextPut = Instant.MAX;
        poll.fire();
    }

    private boolean isPutAwaited(Instant next) {
        return !next.isBefore(nextPut) && timers.isSet(PUT_NEXT);
    }

    /** Since the store told {@code now}, time has gone on. */
    private Duration left(Instant tick, Instant now) {
        return Duration.between(now, tick).minusNanos(site.now() - askedAt);
    }

    @Override
    public long left() {
        return Math.max(1, Math.min(poll.left(), lookAt - site.now()));
    }

    private void awaitTick(String id, Instant now) {
        try {
            look(id, now);
        } catch (StoreNotReachedException away) {
            throw away;
        } catch (RuntimeException e) { // of one schedule, which stays as it was
            WorkerMessage.debug("schedule '%s' has no timer: %s", id, e);
        }
    }

    private void look(String id, Instant now) {
        Optional<ScheduleRecord> active = site.store()
                .schedules()
                .find(id)
                .filter(schedule -> schedule.declared() && !schedule.paused() && !schedule.retired())
                .filter(schedule -> schedule.course().nextTick() != null);
        if (active.isEmpty()) {
            open.remove(id);
        } else if (active.get().course().nextTick().isAfter(now)) {
            setTimer(active.get(), now);
        } else if (!isPending(pending.get(id))) { // its tick has come: not taken, or nothing told of it
            reopen(id);
        }
    }

    /** It may be suspended. */
    private boolean isPending(Pending timer) {
        return timer != null && timers.isSet(timer.timer());
    }

    private void setTimer(ScheduleRecord schedule, Instant now) {
        String id = schedule.id();
        Instant tick = schedule.course().nextTick();
        String timer = "schedule '%s', %s".formatted(id, Recurrences.text(schedule.recurrence()));
        Pending before = pending.get(id);
        open.remove(id);
        if (isPending(before) && before.timer().equals(timer) && !tick.isBefore(before.tick())) {
            return; // it fires early at most
        }
        if (before != null) {
            timers.cancel(before.timer());
        }
        pending.put(id, new Pending(timer, tick));
        if (!timers.once(timer, left(tick, now), () -> fired(id))) {
            reopen(id);
        }
    }

    private void fired(String id) {
        reopen(id);
        site.signals().schedule().raise();
    }

    private void reopen(String id) {
        pending.remove(id);
        open.add(id);
    }
}
