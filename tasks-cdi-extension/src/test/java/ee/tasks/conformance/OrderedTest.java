package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.OnFailure;
import ee.tasks.Task;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.tck.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordered tasks in an application. */
class OrderedTest {

    private static final String KEY = "account-7";

    @ApplicationScoped
    public static class Ledger {

        private final StringBuffer booked = new StringBuffer();

        @Task
        public String book(int number) {
            return booked.append(number).append(' ').toString();
        }

        @Task(priority = 5)
        public void hurry() {}
    }

    @Test
    void tasksOfAKeyRunInTheirOrder() throws Exception {
        try (TaskContainer app = application("memory").start()) {
            List<TaskResult<String>> results = IntStream.range(0, 20)
                    .mapToObj(number -> app.tasks().ordered(KEY).enqueue(Ledger::book, number))
                    .toList();

            assertThat(results.get(19).await(Duration.ofMinutes(1)).returnValue())
                    .isEqualTo("0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"immediate", "dummy"})
    void whereNoOrderIsKeptTheTasksAreAcceptedAndOneLineSaysSo(String type) {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app = application(type).start()) {
            assertThat(app.tasks().ordered(KEY).enqueue(Ledger::book, 1).status())
                    .isEqualTo(type.equals("dummy") ? TaskStatus.READY : TaskStatus.SUCCESSFUL);
            app.tasks().ordered(KEY, OnFailure.HOLD).enqueue(Ledger::book, 2);

            assertThat(log.texts().stream()
                            .filter(line -> line.startsWith("EETASK0387"))
                            .toList())
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line).contains("'default'").contains("book"));
        }
    }

    @Test
    void thePriorityOfTheAnnotationIsRefusedUnlessItIsTakenBack() {
        try (TaskContainer app = application("dummy").start()) {
            assertThatThrownBy(() -> app.tasks().ordered(KEY).enqueue(Ledger::hurry))
                    .isInstanceOf(InvalidTaskException.class)
                    .hasMessageStartingWith("EETASK0386: ")
                    .hasMessageContaining("priority 5");
            assertThat(app.tasks()
                            .ordered(KEY)
                            .priority(0)
                            .enqueue(Ledger::hurry)
                            .status())
                    .isEqualTo(TaskStatus.READY);
        }
    }

    @Test
    void aPriorityBesideAKeyAndANonsenseKeyAreRefused() {
        TaskInvocation<?> invocation = TaskInvocation.named("book", 1);

        assertThatThrownBy(() -> invocation.ordered(KEY).priority(1))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageStartingWith("EETASK0035: ");
        assertThatThrownBy(() -> invocation.ordered(" "))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageStartingWith("EETASK0034: ");
        assertThatThrownBy(() -> invocation.ordered("k".repeat(1_001)))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageContaining("has 1001 characters");
        assertThat(invocation.ordered("k".repeat(1_000)).options().onFailure()).isEqualTo(OnFailure.CONTINUE);
    }

    private static TaskContainer.Application application(String type) {
        return TaskContainer.application(type, Ledger.class);
    }
}
