package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.OfTask;
import ee.tasks.Task;
import ee.tasks.TaskHandle;
import ee.tasks.conformance.TaskContainer;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wildcards and type variables, of which JSON does not say what to read, wherever they stand in a signature. */
class SignatureMistakesTest {

    static class OnlyParameter {
        @Task
        public void send(List<?> pages) {}
    }

    static class BoundedParameter {
        @Task
        public void send(List<? extends Number> pages) {}
    }

    static class DeepInTheSecondParameter {
        @Task
        public void send(String to, Map<String, List<? super Integer>> pages) {}
    }

    static class Result {
        @Task
        public List<?> send(String to) {
            return List.of();
        }
    }

    static class ResultOfAStage {
        @Task
        public CompletionStage<List<?>> send() {
            return CompletableFuture.completedStage(List.of());
        }
    }

    static class ArrayParameter {
        @Task
        public void send(List<?>[] pages) {}
    }

    public record Edition(List<?> pages) {}

    static class PropertyOfAParameter {
        @Task
        public void send(Edition edition) {}
    }

    static class OpenVariable<T> {
        @Task
        public void send(List<T> pages) {}
    }

    @Test
    void aClassWithTypeParametersIsNoTypeToCallItBy() {
        assertThat(TaskContainer.application("memory", OpenVariable.class).refusal())
                .contains("EETASK0281: task method " + OpenVariable.class.getName()
                        + ".send is in no type that its bean has: its class has type parameters;"
                        + " declare it in a class without type parameters");
    }

    @Typed(Runnable.class)
    static class LeftOut implements Runnable {
        @Task
        public void send(String page) {}

        @Override
        public void run() {}
    }

    @Test
    void aClassThatTypedLeavesOutIsNoTypeToCallItBy() {
        assertThat(TaskContainer.application("memory", LeftOut.class).refusal())
                .contains("EETASK0281: task method " + LeftOut.class.getName()
                        + ".send is in no type that its bean has: @Typed leaves out the class,");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OnlyParameter.class,
                BoundedParameter.class,
                DeepInTheSecondParameter.class,
                Result.class,
                ResultOfAStage.class,
                ArrayParameter.class,
                PropertyOfAParameter.class
            })
    void anOpenTypeIsNamedWhereverItStands(Class<?> mistaken) {
        assertThat(TaskContainer.application("memory", mistaken).refusal())
                .startsWith("EETASK0260: ")
                .contains("EETASK0325: ", "'" + mistaken.getName() + ".send'", "has the open type")
                .doesNotContain("WELD-");
    }

    static class Sound {
        @Task("send")
        public void send(List<String> pages) {}
    }

    static class OpenHandle {
        @Inject
        @OfTask("send")
        TaskHandle<List<?>, Void> handle;
    }

    static class HandleOfWildcards {
        @Inject
        @OfTask("send")
        TaskHandle<?, ?> handle;
    }

    @ParameterizedTest
    @ValueSource(classes = {OpenHandle.class, HandleOfWildcards.class})
    void aHandleOfAnOpenTypeIsRefusedByUs(Class<?> mistaken) {
        TaskContainer.Application application = TaskContainer.application("memory", mistaken, Sound.class);

        assertThatThrownBy(application::start)
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("EETASK0286: " + mistaken.getName()
                        + ".handle is a TaskHandle with wildcards or type variables;")
                .hasMessageNotContaining("WELD-000179");
    }

    @Test
    void whatIsConcreteKeepsItsHandle() {
        try (TaskContainer app =
                TaskContainer.application("memory", Sound.class).start()) {
            assertThat(app.tasks().enqueue(Sound::send, List.of("one")).task()).isEqualTo("send");
        }
    }
}
