package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.TaskException;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.tck.LogLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TaskLoggingTest {

    private static final String SECRET = "xyzzy-4711";

    @AutoClose
    static final TaskContainer app = TaskContainer.application("immediate", Mailer.class)
            .with("ee.tasks.backends.recorded.type", "dummy")
            .start();

    @AutoClose
    final LogLines log = LogLines.of("ee.tasks.run");

    @AutoClose
    final LogLines everything = LogLines.of("ee.tasks");

    @Test
    @Tag("B093")
    void aSuccessfulTaskLogsEnqueuedRunningSuccessful() {
        TaskResult<Void> result = app.tasks().enqueue(Mailer::nothing);

        String task = "ee.tasks.conformance.Mailer.nothing id=" + result.id();
        assertThat(log.texts())
                .containsExactly(
                        "EETASK0234: enqueued: " + task + " queue=default backend=default",
                        "EETASK0235: RUNNING: " + task + " attempt=1",
                        "EETASK0236: SUCCESSFUL: " + task + " attempt=1");
        assertThat(log.levels()).containsExactly(Level.FINE, Level.INFO, Level.INFO);
    }

    @Test
    @Tag("B082")
    @Tag("B094")
    void aFailingTaskLogsEnqueuedRunningFailedAndTheTraceOnce() {
        TaskResult<String> result = app.tasks().enqueue(Mailer::fail, "out of paper");

        List<LogRecord> lines = log.records();
        assertThat(lines).hasSize(3).allMatch(line -> line.getMessage().contains(result.id()));
        assertThat(lines.get(1).getMessage()).contains("RUNNING");
        assertThat(lines.get(2).getMessage())
                .startsWith("EETASK0238: FAILED")
                .contains("java.lang.IllegalStateException: out of paper", "Mailer.fail");
        assertThat(log.levels()).containsExactly(Level.FINE, Level.INFO, Level.SEVERE);
    }

    @Test
    @Tag("B145")
    @Tag("B246")
    void enqueueingLogsOneDebugLineWithTheId() {
        TaskResult<Void> result = app.tasks().backend("recorded").enqueue(Mailer::nothing);

        assertThat(log.texts()).singleElement().asString().contains("enqueued", result.id(), "backend=recorded");
        assertThat(log.levels()).containsExactly(Level.FINE);
    }

    @Test
    void argumentsAreNeitherLoggedNorInAResultsText() {
        TaskResult<String> greeted = app.tasks().enqueue(Mailer::greet, SECRET);
        TaskResult<?> recorded =
                app.tasks().backend("recorded").unique(SECRET).enqueue(TaskInvocation.of(Mailer::greet, SECRET));

        assertThat(everything.texts()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
        assertThat(List.of(greeted, recorded).toString()).doesNotContain(SECRET);
        assertThat(TaskInvocation.of(Mailer::greet, SECRET).toString()).doesNotContain(SECRET);
    }

    @Test
    void argumentsAreNotInWhatIsThrownEither() {
        List<TaskInvocation<?>> refused = List.of(
                TaskInvocation.named("ee.tasks.conformance.Mailer.add", SECRET, 1),
                TaskInvocation.named("ee.tasks.conformance.Mailer.greet", SECRET, SECRET),
                TaskInvocation.of(Mailer::greet, SECRET.repeat(200_000)),
                TaskInvocation.of(Mailer::greet, SECRET).unique(SECRET),
                TaskInvocation.of(Mailer::greet, SECRET).onQueue("mail").runAfter(Instant.EPOCH));

        assertThat(refused)
                .allSatisfy(invocation -> assertThatThrownBy(() -> app.tasks().enqueue(invocation))
                        .isInstanceOf(TaskException.class)
                        .satisfies(thrown -> assertThat(textOf(thrown)).doesNotContain(SECRET)));
        assertThat(everything.texts()).noneMatch(line -> line.contains(SECRET));
    }

    private static String textOf(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
