package ee.tasks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskError;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
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
        assertThat(error.stackTrace()).hasSizeLessThan(32_000).contains("xxx..." + System.lineSeparator() + "\tat ");
    }

    @Test
    void aTraceIsCutWhileItIsPrinted() {
        AtomicInteger asked = new AtomicInteger();
        class Suppressed extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                asked.incrementAndGet();
                return "y".repeat(1_000);
            }
        }
        RuntimeException failure = new IllegalStateException("x".repeat(5_000_000));
        for (int i = 0; i < 10_000; i++) {
            failure.addSuppressed(new Suppressed());
        }

        TaskError error = of(failure);

        assertThat(error.stackTrace())
                .hasSize(32_000)
                .contains("\tat ", "Suppressed: ")
                .endsWith("...");
        assertThat(asked).hasValueLessThan(32);
    }

    @Test
    void aChainThatIsDeeperThanTheStackIsCut() {
        RuntimeException failure = new RuntimeException();
        for (int i = 0; i < 100_000; i++) {
            failure = new RuntimeException("cause", failure);
        }

        assertThat(of(failure).stackTrace()).hasSize(32_000).contains("Caused by: ");
    }

    @Test
    void whatIsPrintedInOtherWaysIsCutToo() {
        RuntimeException failure = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public void printStackTrace(PrintWriter out) {
                char[] line = "z".repeat(10).toCharArray();
                while (!out.checkError()) {
                    out.write(line);
                    out.write('\n');
                }
            }
        };

        assertThat(of(failure).stackTrace()).hasSize(32_000).endsWith("zz...");
    }

    private static TaskError of(Throwable failure) {
        return TaskErrors.of(failure, 2, "worker", Instant.EPOCH);
    }
}
