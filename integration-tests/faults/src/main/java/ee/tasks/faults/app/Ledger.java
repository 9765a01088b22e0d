package ee.tasks.faults.app;

import static jakarta.transaction.Transactional.TxType.REQUIRED;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import ee.tasks.TaskContext;
import ee.tasks.TaskResult;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;

/** What was promised and what tasks did, in tables that the tests make and read. */
@ApplicationScoped
public class Ledger {

    @Resource
    DataSource dataSource;

    /** Which application this is. */
    @Resource(lookup = "java:app/AppName")
    String application;

    @Inject
    TaskContext context;

    /** In the transaction that enqueues. */
    @Transactional(REQUIRED)
    public void promised(String task, String kind) throws SQLException {
        write("insert into promise (task, kind) values (?, ?)", task, kind);
    }

    /** At once, whatever becomes of the task's transaction. */
    @Transactional(REQUIRES_NEW)
    public void started() throws SQLException {
        effect("STARTED");
    }

    /** At once: the run gives up since it was told to. */
    @Transactional(REQUIRES_NEW)
    public void interrupted() throws SQLException {
        effect("INTERRUPTED");
    }

    /** In the task's transaction, or in one of its own, which is held before it commits. */
    @Transactional(REQUIRED)
    public void finished(String name) throws SQLException {
        effect("FINISHED");
        reach(name, "commit");
    }

    /** In the transaction of the task that the schedule enqueued for this tick. */
    @Transactional(REQUIRED)
    public void ticked(String schedule, Instant tick) throws SQLException {
        write(
                "insert into tick (schedule, tick, task) values (?, ?, ?)",
                schedule,
                ChronoUnit.MICROS.between(Instant.EPOCH, tick),
                context.result().id());
    }

    /** Goes on when the test allows it. */
    @Transactional(REQUIRES_NEW)
    public void hold(String name, String step) throws SQLException {
        reach(name, step);
    }

    /** Who runs this attempt. */
    public String worker() {
        List<String> workers = context.result().workerIds();
        return workers.get(workers.size() - 1);
    }

    private void reach(String name, String step) throws SQLException {
        if (!name.isEmpty()) {
            write("select reach(?)", name + " " + step);
        }
    }

    private void effect(String phase) throws SQLException {
        TaskResult<?> task = context.result();
        write(
                "insert into effect (task, attempt, worker, application, phase) values (?, ?, ?, ?, ?)",
                task.id(),
                task.attempts(),
                worker(),
                application,
                phase);
    }

    private void write(String sql, Object... values) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
