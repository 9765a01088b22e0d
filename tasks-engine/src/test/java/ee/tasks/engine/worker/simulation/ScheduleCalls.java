package ee.tasks.engine.worker.simulation;

import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one machine's worker asks of the schedules: over its line, and past the timetable. */
final class ScheduleCalls implements ScheduleStore {

    private final Machine machine;
    private final StoreLine line;
    private final Timetable timetable;
    private DueSchedules look;

    ScheduleCalls(Machine machine, StoreLine line) {
        this.machine = machine;
        this.line = line;
        timetable = machine.scenario.timetable;
    }

    @Override
    public DueSchedules due(Set<String> declared, Position after, int max) {
        look = line.call("due", () -> timetable.due(machine, declared, after, max));
        return look;
    }

    @Override
    public Set<String> take(Collection<Taking> takings) {
        DueSchedules seen = look;
        return line.call("take", () -> timetable.take(machine, takings, seen));
    }

    @Override
    public void declare(Set<String> ids) {
        line.call("declare", () -> timetable.declare(ids), () -> {});
    }

    @Override
    public List<String> retire(Duration silence) {
        return line.call("retire", () -> timetable.retire(silence));
    }

    // ---- what no worker with a clock of its own asks

    @Override
    public Instant now() {
        return unknown("now");
    }

    @Override
    public Optional<ScheduleRecord> find(String id) {
        return unknown("find");
    }

    @Override
    public List<ScheduleRecord> list() {
        return unknown("list");
    }

    @Override
    public boolean write(ScheduleRecord schedule) {
        return unknown("write");
    }

    @Override
    public boolean delete(String id) {
        return unknown("delete");
    }

    @Override
    public Optional<Instant> tickOf(String task) {
        return unknown("tickOf");
    }

    @Override
    public boolean rename(ScheduleRecord former, ScheduleRecord schedule) {
        return unknown("rename");
    }

    private <T> T unknown(String method) {
        machine.world.violated("the simulation does not know what " + method + " of schedules means");
        return null;
    }
}
