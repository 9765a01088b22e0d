package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.Attempts;
import ee.tasks.InvalidTaskException;
import ee.tasks.OfTask;
import ee.tasks.Task;
import ee.tasks.TaskFunction;
import ee.tasks.TaskHandle;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.UnsupportedFeatureException;
import ee.tasks.conformance.TaskContainer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TaskProducersTest {

    @ApplicationScoped
    static class Functions {
        static final List<String> DISPOSED = new CopyOnWriteArrayList<>();

        @Produces
        @Task(value = "upper", queue = "text", formerNames = "shout")
        TaskFunction<String, String> upper() {
            return text -> text.toUpperCase(Locale.ROOT);
        }

        void dispose(@Disposes @Any TaskFunction<String, String> function) {
            DISPOSED.add("upper");
        }

        @Produces
        @Task("sum")
        @Attempts(max = 2)
        TaskFunction<List<Integer>, Integer> sum =
                numbers -> numbers.stream().mapToInt(Integer::intValue).sum();

        @Produces
        @Task
        TaskFunction<Void, Long> answer() {
            return nothing -> 42L;
        }

        @Produces
        @Task("later")
        TaskFunction<Integer, CompletionStage<Integer>> later() {
            return number -> CompletableFuture.completedFuture(number + 1);
        }

        @Task("half")
        public int half(int number) {
            return number / 2;
        }

        @Task("double")
        public int twice(int number) {
            return number * 2;
        }
    }

    @Dependent
    static class Client {
        @Inject
        @OfTask("upper")
        TaskHandle<String, String> upper;

        @Inject
        @OfTask("shout")
        Instance<TaskHandle<String, String>> formerly;

        @Inject
        @OfTask("sum")
        Provider<TaskHandle<List<Integer>, Integer>> sum;

        @Inject
        @OfTask("ee.tasks.cdi.TaskProducersTest$Functions.answer")
        TaskHandle<Void, Long> answer;

        @Inject
        @OfTask("later")
        TaskHandle<Integer, Integer> later;

        @Inject
        @OfTask("half")
        TaskHandle<Integer, Integer> half;

        @Inject
        @Any
        Instance<TaskHandle<Integer, Integer>> numbers;
    }

    @AutoClose
    static final TaskContainer app = TaskContainer.application("immediate", Functions.class, Client.class)
            .start();

    final Client client = app.get(Client.class);

    @Test
    void aProducedFunctionIsATaskThatAHandleEnqueues() {
        TaskResult<String> result = client.upper.enqueue("ann");

        assertThat(result.task()).isEqualTo("upper");
        assertThat(result.queue()).isEqualTo("text");
        assertThat(result.returnValue()).isEqualTo("ANN");
    }

    @Test
    void aProducedFunctionIsDisposedOfAfterTheRun() {
        Functions.DISPOSED.clear();

        client.upper.enqueue("ann");

        assertThat(Functions.DISPOSED).containsExactly("upper");
    }

    @Test
    void aProducerFieldIsATaskToo() {
        assertThat(client.sum.get().enqueue(List.of(1, 2, 3)).returnValue()).isEqualTo(6);
    }

    @Test
    void aTaskWithoutArgumentTakesNullAndIsNamedByClassAndMember() {
        TaskResult<Long> result = client.answer.enqueue(null);

        assertThat(result.arguments()).isEmpty();
        assertThat(result.returnValue()).isEqualTo(42L);
    }

    @Test
    void aStageOfAFunctionIsWaitedFor() {
        assertThat(client.later.enqueue(1).returnValue()).isEqualTo(2);
    }

    @Test
    void aHandleOfAMethodTakesTheWrapperOfAPrimitive() {
        assertThat(client.half.enqueue(8).returnValue()).isEqualTo(4);
        assertThatThrownBy(() -> client.half.enqueue(null))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageStartingWith("EETASK0301");
    }

    @Test
    void aHandleByAFormerNameEnqueuesTheTaskUnderItsNewOne() {
        assertThat(client.formerly.get().enqueue("ann"))
                .returns("upper", TaskResult::task)
                .returns(TaskStatus.SUCCESSFUL, TaskResult::status);
    }

    @Test
    void aHandleIsChosenAtRunTimeByItsTasksNameWhetherItIsInjectedAnywhereOrNot() {
        assertThat(client.numbers
                        .select(OfTask.Literal.of("half"))
                        .get()
                        .enqueue(4)
                        .returnValue())
                .isEqualTo(2);
        assertThat(client.numbers
                        .select(OfTask.Literal.of("double"))
                        .get()
                        .enqueue(4)
                        .returnValue())
                .isEqualTo(8);
    }

    @Test
    void aHandlesOptionsAreCheckedAgainstItsTasksBackendAndLeaveItAsItWas() {
        assertThatThrownBy(() -> client.upper.unique("once")).isInstanceOf(UnsupportedFeatureException.class);
        assertThat(client.upper.priority(9).enqueue("ann").priority()).isEqualTo(9);
        assertThat(client.upper.enqueue("ann").priority()).isZero();
    }
}
