package ee.tasks.jpa;

import ee.tasks.MissedTicks;
import ee.tasks.Overlap;
import ee.tasks.schedule.Recurrence;
import ee.tasks.spi.ScheduleRecord;
import ee.tasks.spi.ScheduleRecord.Course;
import ee.tasks.spi.ScheduleRecord.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A row of {@code ee_schedule}. */
final class ScheduleRow {

    /** The columns that are written, in the order of {@link #values}. */
    static final List<String> WRITTEN = List.of(
            "task",
            "backend",
            "queue",
            "priority",
            "arguments",
            "payload_format",
            "rerun_if_lost",
            "headers",
            "expire_after_micros",
            "cron",
            "time_zone",
            "every_micros",
            "starts_at",
            "ends_at",
            "times",
            "missed_ticks",
            "catch_up_micros",
            "overlap_policy",
            "jitter_micros",
            "declared",
            "retired",
            "paused",
            "next_tick",
            "last_tick",
            "last_task",
            "ticks",
            "due_at",
            "revision");

    static final String COLUMNS = "t.id, t." + String.join(", t.", WRITTEN);

    private ScheduleRow() {}

    static Object[] values(ScheduleRecord schedule, long revision, Object... rest) {
        Work work = schedule.work();
        Recurrence recurrence = schedule.recurrence();
        Course course = schedule.course();
        List<Object> values = new ArrayList<>(Arrays.asList(
                work.task(),
                work.backend(),
                work.queue(),
                work.priority(),
                StoredText.json(work.arguments()),
                work.payloadFormat(),
                work.rerunIfLost(),
                StoredText.json(work.headers()),
                work.expireAfter() == null ? null : Micros.of(work.expireAfter()),
                recurrence.cron(),
                recurrence.zone().getId(),
                recurrence.every() == null ? null : Micros.of(recurrence.every()),
                recurrence.start(),
                recurrence.end(),
                recurrence.times(),
                recurrence.missed().name(),
                Micros.of(recurrence.catchUp()),
                recurrence.overlap().name(),
                Micros.of(recurrence.jitter()),
                schedule.declared(),
                schedule.retired(),
                schedule.paused(),
                course.nextTick(),
                course.lastTick(),
                course.lastTask(),
                course.ticks(),
                schedule.paused() || schedule.retired() ? null : course.nextTick(),
                revision));
        values.addAll(Arrays.asList(rest));
        return values.toArray();
    }

    /** @throws java.time.DateTimeException or {@link IllegalArgumentException} for a zone or a word that this JVM does not know */
    static ScheduleRecord read(ResultSet row) throws SQLException {
        Work work = new Work(
                row.getString("task"),
                row.getString("backend"),
                row.getString("queue"),
                row.getInt("priority"),
                row.getString("arguments"),
                row.getInt("payload_format"),
                row.getBoolean("rerun_if_lost"),
                row.getString("headers"),
                duration(number(row, "expire_after_micros")));
        Recurrence recurrence = new Recurrence(
                row.getString("cron"),
                ZoneId.of(row.getString("time_zone")),
                duration(number(row, "every_micros")),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                number(row, "times"),
                MissedTicks.valueOf(row.getString("missed_ticks")),
                duration(row.getLong("catch_up_micros")),
                Overlap.valueOf(row.getString("overlap_policy")),
                duration(row.getLong("jitter_micros")));
        Course course = new Course(
                Sql.instant(row, "next_tick"),
                Sql.instant(row, "last_tick"),
                row.getString("last_task"),
                row.getLong("ticks"));
        return ScheduleRecord.builder(row.getString("id"), work, recurrence)
                .declared(row.getBoolean("declared"))
                .retired(row.getBoolean("retired"))
                .paused(row.getBoolean("paused"))
                .course(course)
                .revision(row.getLong("revision"))
                .build();
    }

    private static Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static Duration duration(Long micros) {
        return micros == null ? null : Duration.of(micros, ChronoUnit.MICROS);
    }
}
