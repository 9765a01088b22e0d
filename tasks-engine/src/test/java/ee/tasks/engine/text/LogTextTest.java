package ee.tasks.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.NumberedMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTextTest {

    private static final String FORGED = "2026-11-30 12:00:00 INFO [admin] logged in";
    private static final String MESSAGE =
            "For input string: \"\r\n" + FORGED + "\u2028" + FORGED + "\u0085" + FORGED + "\u001b[2J";

    @Test
    void noLineButTheFirstBeginsAtTheMargin() {
        assertThat(LogText.indented(MESSAGE).split("\\R"))
                .containsExactly("For input string: \"", "    " + FORGED, "    " + FORGED, "    " + FORGED + "?[2J");
    }

    /** But for line breaks, which it indents, and tabs, with which the lines of a stack trace begin. */
    @Test
    void itShowsWhatAMessageShows() {
        IntStream points = IntStream.concat(IntStream.range(0, 0x20000), IntStream.range(0xE0000, 0xE1000));

        assertThat(points.mapToObj(Character::toString).filter(text -> !text.matches("\\R|\t")))
                .hasSizeGreaterThan(100_000)
                .filteredOn(text -> !LogText.indented(text).equals(NumberedMessage.line("%s", text)))
                .isEmpty();
    }

    @Test
    void noThrowableOfAnyDepthForgesALine() {
        IllegalStateException thrown = new IllegalStateException(MESSAGE, new NumberFormatException(MESSAGE));
        thrown.addSuppressed(new RuntimeException(MESSAGE, new Error(MESSAGE)));

        String trace = trace(LogText.indented(thrown));

        assertThat(trace.lines()).noneMatch(line -> line.startsWith("2026"));
        assertThat(trace)
                .startsWith("java.lang.IllegalStateException: For input string")
                .contains("Caused by: java.lang.NumberFormatException: For input string")
                .contains("Suppressed: java.lang.RuntimeException: For input string")
                .contains("at ee.tasks.engine.text.LogTextTest.noThrowableOfAnyDepthForgesALine");
    }

    @Test
    void aRingOfCausesEnds() {
        Exception first = new Exception("first");
        first.initCause(new Exception("second", first));

        assertThat(trace(LogText.indented(first))).contains("java.lang.Exception: second");
    }

    @Test
    void aThrowableThatBreaksWhenItIsAskedIsNamed() {
        Throwable broken = new Exception() {
            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };

        assertThat(LogText.indented(broken)).hasToString(broken.getClass().getName());
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
