package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ee.tasks.spi.Feature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                .hasSizeLessThan(NumberedMessage.MAX_FACT + 200);
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
        UnsupportedFeatureException exception = new UnsupportedFeatureException("default", "immediate", "DEFER");
        assertThat(exception.backend()).isEqualTo("default");
        assertThat(exception.feature()).isEqualTo("DEFER");
        assertThat(exception)
                .hasMessage(
                        "EETASK0003: backend 'default' (immediate) cannot run tasks later (runAfter); memory and jpa can");
    }

    @ParameterizedTest
    @EnumSource
    void eachFeatureHasWordsOfItsOwnAndSaysWhoHasIt(Feature feature) {
        UnsupportedFeatureException exception = new UnsupportedFeatureException("loft", "pigeon", feature.name());

        assertThat(exception)
                .hasMessageStartingWith("EETASK0003: backend 'loft' (pigeon) ")
                .message()
                .contains("memory", "jpa")
                .doesNotContain(feature.name());
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
