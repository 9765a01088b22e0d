package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import ee.tasks.TaskInvocation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskInvocationTest {

    @Test
    void aNamedInvocationKeepsItsNameAndArguments() {
        TaskInvocation<?> invocation = TaskInvocation.named("reports.build", 2026, null);
        assertThat(invocation.target()).isEqualTo(new Target.Name("reports.build"));
        assertThat(invocation.arguments()).containsExactly(2026, null);
        assertThat(invocation.returnType()).isNull();
    }

    @Test
    void aTypeMayBeGivenToTheReturnValueOfACopy() {
        TaskInvocation<?> untyped = TaskInvocation.named("reports.build");
        TaskInvocation<String> typed = untyped.priority(7).returning(String.class);
        assertThat(typed.returnType()).isEqualTo(String.class);
        assertThat(typed.options().priority()).isEqualTo(7);
        assertThat(untyped.returnType()).isNull();
        assertThatNullPointerException().isThrownBy(() -> untyped.returning(null));
    }

    @Test
    void theArgumentsAreACopyThatNobodyCanChange() {
        Object[] given = {"first"};
        TaskInvocation<?> invocation = TaskInvocation.named("reports.build", given);
        given[0] = "changed";
        assertThat(invocation.arguments()).containsExactly("first");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> invocation.arguments().clear());
    }

    @Test
    void invocationsAreValues() {
        assertThat(TaskInvocation.named("a", 1).priority(3))
                .isEqualTo(TaskInvocation.named("a", 1).priority(3))
                .hasSameHashCodeAs(TaskInvocation.named("a", 1).priority(3))
                .isNotEqualTo(TaskInvocation.named("a", 2).priority(3))
                .isNotEqualTo(TaskInvocation.named("a", 1));
    }

    @Test
    void theTextOfAnInvocationTellsNoArguments() {
        assertThat(TaskInvocation.named("reports.build", "secret"))
                .hasToString("TaskInvocation[Name[task=reports.build], 1 arguments]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void whatIsNoTaskNameIsRefused(String name) {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> TaskInvocation.named(name))
                .withMessageStartingWith("EETASK0016: ");
    }

    @Test
    void aTaskNameHas255CharactersAtMost() {
        assertThat(TaskInvocation.named("n".repeat(255)).target()).isEqualTo(new Target.Name("n".repeat(255)));
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> TaskInvocation.named("n".repeat(256)))
                .withMessageStartingWith("EETASK0016: ");
    }

    @Test
    void nullIsRefusedForNameAndArguments() {
        assertThatNullPointerException()
                .isThrownBy(() -> TaskInvocation.named(null))
                .withMessage("task");
        assertThatNullPointerException()
                .isThrownBy(() -> TaskInvocation.named("reports.build", (Object[]) null))
                .withMessage("arguments");
    }
}
