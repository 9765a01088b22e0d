package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ee.tasks.spi.BackendType;
import java.lang.annotation.Annotation;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QualifiersTest {

    @Backend("a")
    @OfTask("a")
    @BackendType("a")
    static class Annotated {}

    static Stream<Arguments> literals() {
        return Stream.of(
                literal(Backend.class, Backend.Literal::of),
                literal(OfTask.class, OfTask.Literal::of),
                literal(BackendType.class, BackendType.Literal::of));
    }

    private static Arguments literal(Class<? extends Annotation> type, Function<String, Annotation> literal) {
        return Arguments.of(type, literal);
    }

    @ParameterizedTest
    @MethodSource("literals")
    void aLiteralEqualsTheAnnotation(Class<? extends Annotation> type, Function<String, Annotation> literal) {
        Annotation written = Annotated.class.getAnnotation(type);
        assertThat(literal.apply("a")).isEqualTo(written).hasSameHashCodeAs(written);
        assertThat(written).isEqualTo(literal.apply("a"));
        assertThat(literal.apply("b")).isNotEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("literals")
    void aLiteralNeedsAValue(Class<? extends Annotation> type, Function<String, Annotation> literal) {
        assertThatNullPointerException().isThrownBy(() -> literal.apply(null)).withMessage("value");
    }
}
