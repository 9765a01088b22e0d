package ee.tasks.core;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import java.io.PrintWriter;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TaskErrorsTest {

    private static class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public void printStackTrace(PrintWriter out) {
            throw new StackOverflowError();
        }
    }

    private static class Complex extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Complex(Object argument) {
            super(String.valueOf(argument));
        }
    }

    @Test
    @Tag("B120")
    void theTextOfAnExceptionHasItsClassAndMessage() {
        TaskError error = of(new IllegalStateException("out of paper"));

        assertThat(error.exceptionClass()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.message()).isEqualTo("out of paper");
        assertThat(error.stackTrace())
                .startsWith("java.lang.IllegalStateException: out of paper")
                .contains("TaskErrorsTest");
        assertThat(error.attempt()).isEqualTo(2);
        assertThat(error.workerId()).isEqualTo("worker");
    }

    @Test
    @Tag("B121")
    void theTextOfAnExceptionWithAnObjectHasThatObjectsText() {
        assertThat(of(new Complex(new StringBuilder("a builder"))).stackTrace())
                .startsWith(Complex.class.getName() + ": a builder");
    }

    @Test
    void anExceptionThatCannotTellAnythingIsKeptByItsClass() {
        TaskError error = of(new Hostile());

        assertThat(error.exceptionClass()).isEqualTo(Hostile.class.getName());
        assertThat(error.message()).isNull();
        assertThat(error.stackTrace()).isEqualTo(Hostile.class.getName());
    }

    @Test
    void longTextsAreCut() {
        TaskError error = of(new IllegalStateException("x".repeat(100_000)));

        assertThat(error.message()).hasSize(4_000).endsWith("...");
        assertThat(error.stackTrace()).hasSize(32_000);
    }

    private static TaskError of(Throwable failure) {
        return TaskErrors.of(failure, 2, "worker", Instant.EPOCH);
    }
}
