package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExceptionsTest {

    @Test
    void allAreUncheckedAndUnderOneRoot() {
        assertThat(RuntimeException.class).isAssignableFrom(TaskException.class);
        assertThat(TaskException.class)
                .isAssignableFrom(InvalidTaskException.class)
                .isAssignableFrom(InvalidBackendException.class)
                .isAssignableFrom(TaskCancelledException.class)
                .isAssignableFrom(TaskResultNotFoundException.class)
                .isAssignableFrom(TaskResultMismatchException.class)
                .isAssignableFrom(UnsupportedFeatureException.class);
    }

    @Test
    void notFoundCarriesTheIdAndShowsItOnOneShortLine() {
        String id = "no\nid" + "x".repeat(5_000);
        TaskResultNotFoundException exception = new TaskResultNotFoundException(id);
        assertThat(exception.id()).isEqualTo(id);
        assertThat(exception)
                .message()
                .startsWith("EETASK0001: ")
                .contains("'no?id")
                .hasLineCount(1)
                .hasSizeLessThan(500);
    }

    @Test
    void mismatchTellsTheOtherTask() {
        TaskResultMismatchException exception = new TaskResultMismatchException("42", "expected", "actual");
        assertThat(exception.id()).isEqualTo("42");
        assertThat(exception).hasMessage("EETASK0002: the result '42' belongs to task 'actual', not to 'expected'");
    }

    @Test
    void mismatchTellsTheOtherType() {
        assertThat(new TaskResultMismatchException("42", "reports.build", String.class, Long.class))
                .hasMessage(
                        "EETASK0019: the result '42' of task 'reports.build' is a java.lang.Long and cannot be read as"
                                + " java.lang.String");
    }

    @Test
    void unsupportedTellsBackendAndFeature() {
        UnsupportedFeatureException exception = new UnsupportedFeatureException("default", "DEFER");
        assertThat(exception.backend()).isEqualTo("default");
        assertThat(exception.feature()).isEqualTo("DEFER");
        assertThat(exception).hasMessageStartingWith("EETASK0003: backend 'default' does not support DEFER; ");
    }

    @Test
    void theyTravelToRemoteClientsWithTheirFacts() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new TaskResultNotFoundException("42"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((TaskResultNotFoundException) in.readObject()).id()).isEqualTo("42");
        }
    }

    @Test
    void anErrorHasAClassAndNeverANullTrace() {
        assertThat(new TaskError("a.B", null, null, 1, "worker", Instant.EPOCH).stackTrace())
                .isEmpty();
        assertThatNullPointerException()
                .isThrownBy(() -> new TaskError(null, null, null, 1, "worker", Instant.EPOCH))
                .withMessage("exceptionClass");
    }
}
