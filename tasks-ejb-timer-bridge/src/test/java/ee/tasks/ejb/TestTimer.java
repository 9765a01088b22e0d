package ee.tasks.ejb;

import jakarta.ejb.NoMoreTimeoutsException;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.ScheduleExpression;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerHandle;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** A timer as one node has it, in its timeout. */
final class TestTimer implements Timer {

    private final ScheduleExpression schedule;
    private final Serializable info;
    private final Instant next;
    private boolean persistent;
    private boolean gone;

    private TestTimer(ScheduleExpression schedule, Serializable info, Instant next) {
        this.schedule = schedule;
        this.info = info;
        this.next = next;
    }

    static TestTimer calendar(ScheduleExpression schedule, Serializable info, Instant next) {
        return new TestTimer(schedule, info, next);
    }

    static TestTimer interval(Serializable info, Instant next) {
        return new TestTimer(null, info, next);
    }

    static TestTimer oneAction(Serializable info) {
        return new TestTimer(null, info, null);
    }

    TestTimer persistent() {
        persistent = true;
        return this;
    }

    boolean isGone() {
        return gone;
    }

    private <T> T there(T value) {
        if (gone) {
            throw new NoSuchObjectLocalException("the timer is gone");
        }
        return value;
    }

    @Override
    public void cancel() {
        gone = there(true);
    }

    @Override
    public long getTimeRemaining() {
        return Duration.between(Instant.now(), getNextTimeout().toInstant()).toMillis();
    }

    @Override
    public Date getNextTimeout() {
        if (there(next) == null) {
            throw new NoMoreTimeoutsException();
        }
        return Date.from(next);
    }

    @Override
    public ScheduleExpression getSchedule() {
        if (there(schedule) == null) {
            throw new IllegalStateException("not a calendar timer");
        }
        return schedule;
    }

    @Override
    public boolean isPersistent() {
        return there(persistent);
    }

    @Override
    public boolean isCalendarTimer() {
        return there(schedule != null);
    }

    @Override
    public Serializable getInfo() {
        return there(info);
    }

    @Override
    public TimerHandle getHandle() {
        throw new IllegalStateException("nobody asks for a handle");
    }
}
