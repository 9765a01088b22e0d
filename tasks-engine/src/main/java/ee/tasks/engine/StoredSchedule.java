package ee.tasks.engine;

import ee.tasks.schedule.Recurrence;
import ee.tasks.schedule.TaskSchedule;
import ee.tasks.spi.ScheduleRecord;
import java.time.Instant;
import java.util.Optional;

/** A schedule as its store had it. */
record StoredSchedule(ScheduleRecord stored) implements TaskSchedule {

    @Override
    public String id() {
        return stored.id();
    }

    @Override
    public String task() {
        return stored.work().task();
    }

    @Override
    public String backend() {
        return stored.work().backend();
    }

    @Override
    public String queue() {
        return stored.work().queue();
    }

    @Override
    public Recurrence recurrence() {
        return stored.recurrence();
    }

    @Override
    public State state() {
        if (stored.retired()) {
            return State.RETIRED;
        }
        if (stored.course().nextTick() == null) {
            return State.FINISHED;
        }
        return stored.paused() ? State.PAUSED : State.ACTIVE;
    }

    @Override
    public boolean isDeclared() {
        return stored.declared();
    }

    @Override
    public Optional<Instant> nextTick() {
        return state() == State.ACTIVE ? Optional.of(stored.course().nextTick()) : Optional.empty();
    }

    @Override
    public Optional<Instant> lastTick() {
        return Optional.ofNullable(stored.course().lastTick());
    }

    @Override
    public Optional<String> lastResult() {
        return Optional.ofNullable(stored.course().lastTask());
    }

    @Override
    public long ticks() {
        return stored.course().ticks();
    }

    @Override
    public String toString() {
        return "%s %s".formatted(id(), state());
    }
}
