package ee.tasks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.faults.app.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;

/** Compares what was promised with what the tasks did and with how they ended. */
final class Audit {

    private static final Logger LOG = Logger.getLogger("ee.tasks.faults");
    private static final int MAX_LOSSES = 3;
    private static final int MAX_ATTEMPTS = 100;

    private static final String ENTRIES = """
            select p.task, p.kind, t.status, t.claims, t.attempts, t.losses, t.lost, t.result, t.workers,
                (select e.exception_class from ee_task_error e where e.task_id = p.task
                    order by e.attempt desc limit 1) as last_error,
                (select count(*) from effect e where e.task = p.task and e.phase = 'STARTED') as started,
                (select count(*) from effect e where e.task = p.task and e.phase = 'FINISHED') as finished,
                (select count(*) from effect e where e.task = p.task and e.phase = 'INTERRUPTED') as interrupted
            from promise p left join ee_task t on t.id = p.task""";

    /** The promise of a tick is its row, see {@link Ticking}. */
    private static final String UNPROMISED = """
            select t.id from ee_task t where t.task <> 'tick'
            and not exists (select 1 from promise p where p.task = t.id)""";

    /**
     * Starts of limited tasks at which more were inside than the limit lets in. Counts runs that ended themselves: of one that was lost
     * nobody knows when it ended, and a frozen one goes on for a moment when it wakes up.
     */
    private static final String TOO_MANY = """
            with inside as (
                select s.task, s.attempt, s.worker, s.at as entered, min(e.at) as gone
                from effect s join promise p on p.task = s.task and p.kind = 'limited'
                join effect e on e.task = s.task and e.attempt = s.attempt and e.worker = s.worker
                    and e.phase <> 'STARTED' and e.at >= s.at
                where s.phase = 'STARTED' and not exists (
                    select 1 from ee_task_error r where r.task_id = s.task and r.attempt = s.attempt
                    and r.exception_class like '%WorkerLostError')
                group by s.task, s.attempt, s.worker, s.at)
            select i.task, i.entered, count(*) from inside i join inside o on o.entered <= i.entered and o.gone > i.entered
            group by i.task, i.entered
            having count(*) > ?""";

    private record Entry(
            String task,
            Kind kind,
            String status,
            int claims,
            int attempts,
            int losses,
            boolean lost,
            String result,
            String workers,
            String lastError,
            int started,
            int finished,
            int interrupted) {

        static Entry read(ResultSet row) throws SQLException {
            return new Entry(
                    row.getString("task"),
                    Kind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT)),
                    row.getString("status"),
                    row.getInt("claims"),
                    row.getInt("attempts"),
                    row.getInt("losses"),
                    row.getBoolean("lost"),
                    row.getString("result"),
                    row.getString("workers"),
                    row.getString("last_error"),
                    row.getInt("started"),
                    row.getInt("finished"),
                    row.getInt("interrupted"));
        }

        List<String> problems() {
            List<String> problems = new ArrayList<>();
            if (status == null) {
                problems.add("is lost: its enqueue was committed, its row is gone");
                return problems;
            }
            switch (status) {
                case "SUCCESSFUL" -> {
                    check(problems, finished >= 1, "is SUCCESSFUL and left no effect");
                    check(
                            problems,
                            result.equals('"' + lastWorker() + '"'),
                            "has the result of a run that lost its claim");
                }
                case "FAILED" -> check(problems, mayFail(), "is FAILED, and no rule says so");
                default -> problems.add("is " + status);
            }
            check(problems, started <= claims, "ran more often than it was claimed");
            check(problems, started <= mostRuns(), "ran more often than attempts and losses allow");
            check(problems, kind != Kind.REPORTING || status.equals("FAILED"), "was never too late");
            check(problems, kind == Kind.PLAIN || kind == Kind.LIMITED || finished <= 1, "had its effect twice");
            check(
                    problems,
                    kind != Kind.ATOMIC && kind != Kind.ERRAND || status.equals("SUCCESSFUL") == (finished == 1),
                    "has half of its end");
            return problems;
        }

        private boolean mayFail() {
            boolean lostOnce = String.valueOf(lastError).endsWith("WorkerLostError");
            return switch (kind) {
                // its only attempt, which threw since the database was away, or its only run
                case ONCE -> attempts == 1;
                case REPORTING ->
                    lostOnce
                            ? losses > MAX_LOSSES
                            : attempts - losses == 1
                                    && TimeoutException.class.getName().equals(lastError);
                case PLAIN, LIMITED, ATOMIC, ERRAND -> lostOnce ? losses > MAX_LOSSES : attempts == MAX_ATTEMPTS;
            };
        }

        /** One that is lost is an attempt; one that a stop interrupts is none. */
        private int mostRuns() {
            return kind == Kind.ONCE ? 1 : attempts + interrupted;
        }

        private String lastWorker() {
            return workers.substring(workers.lastIndexOf('\n') + 1);
        }

        private static void check(List<String> problems, boolean kept, String problem) {
            if (!kept) {
                problems.add(problem);
            }
        }
    }

    private Audit() {}

    /** Of all tasks since the cluster was started; they are finished. */
    static void check(Database database) {
        List<Entry> entries = database.list(ENTRIES, Entry::read);
        List<String> problems = new ArrayList<>();
        entries.forEach(entry -> entry.problems().forEach(problem -> problems.add(problem + ": " + entry)));
        database.list(UNPROMISED, row -> row.getString(1)).forEach(id -> problems.add("has a row of nobody's: " + id));
        database.list(
                        TOO_MANY,
                        row -> "%d limited tasks ran when %s started at %s"
                                .formatted(row.getLong(3), row.getString(1), row.getString(2)),
                        Work.LIMIT)
                .forEach(problems::add);
        for (Kind kind : Kind.values()) {
            List<Entry> some =
                    entries.stream().filter(entry -> entry.kind == kind).toList();
            LOG.info(() -> "%-9s %5d tasks, %3d FAILED, %4d lost, %5d runs, %5d effects"
                    .formatted(
                            kind,
                            some.size(),
                            some.stream()
                                    .filter(entry -> "FAILED".equals(entry.status))
                                    .count(),
                            some.stream().filter(Entry::lost).count(),
                            some.stream().mapToInt(Entry::started).sum(),
                            some.stream().mapToInt(Entry::finished).sum()));
        }
        assertThat(problems).isEmpty();
    }
}
