package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskInvocation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TaskQueueTest {

    private final RecordingQueue queue = new RecordingQueue();

    @Test
    void everyOverloadForNothingHandsOnMethodAndArguments() {
        queue.enqueue(Shapes::nothing0);
        assertTaken("nothing0");
        queue.enqueue(Shapes::nothing1, 1);
        assertTaken("nothing1", 1);
        queue.enqueue(Shapes::nothing2, 1, 2);
        assertTaken("nothing2", 1, 2);
        queue.enqueue(Shapes::nothing3, 1, 2, 3);
        assertTaken("nothing3", 1, 2, 3);
        queue.enqueue(Shapes::nothing4, 1, 2, 3, 4);
        assertTaken("nothing4", 1, 2, 3, 4);
        queue.enqueue(Shapes::nothing5, 1, 2, 3, 4, 5);
        assertTaken("nothing5", 1, 2, 3, 4, 5);
        queue.enqueue(Shapes::nothing6, 1, 2, 3, 4, 5, 6);
        assertTaken("nothing6", 1, 2, 3, 4, 5, 6);
    }

    @Test
    void everyOverloadForAValueHandsOnMethodAndArguments() {
        queue.enqueue(Shapes::value0);
        assertTaken("value0");
        queue.enqueue(Shapes::value1, 1);
        assertTaken("value1", 1);
        queue.enqueue(Shapes::value2, 1, 2);
        assertTaken("value2", 1, 2);
        queue.enqueue(Shapes::value3, 1, 2, 3);
        assertTaken("value3", 1, 2, 3);
        queue.enqueue(Shapes::value4, 1, 2, 3, 4);
        assertTaken("value4", 1, 2, 3, 4);
        queue.enqueue(Shapes::value5, 1, 2, 3, 4, 5);
        assertTaken("value5", 1, 2, 3, 4, 5);
        queue.enqueue(Shapes::value6, 1, 2, 3, 4, 5, 6);
        assertTaken("value6", 1, 2, 3, 4, 5, 6);
    }

    @Test
    void everyOverloadForAStageHandsOnMethodAndArguments() {
        queue.enqueue(Shapes::stage0);
        assertTaken("stage0");
        queue.enqueue(Shapes::stage1, 1);
        assertTaken("stage1", 1);
        queue.enqueue(Shapes::stage2, 1, 2);
        assertTaken("stage2", 1, 2);
        queue.enqueue(Shapes::stage3, 1, 2, 3);
        assertTaken("stage3", 1, 2, 3);
        queue.enqueue(Shapes::stage4, 1, 2, 3, 4);
        assertTaken("stage4", 1, 2, 3, 4);
        queue.enqueue(Shapes::stage5, 1, 2, 3, 4, 5);
        assertTaken("stage5", 1, 2, 3, 4, 5);
        queue.enqueue(Shapes::stage6, 1, 2, 3, 4, 5, 6);
        assertTaken("stage6", 1, 2, 3, 4, 5, 6);
    }

    @Test
    void anIterableIsEnqueuedAsAStream() {
        List<TaskInvocation<?>> many = List.of(TaskInvocation.of(Shapes::value1, 1), TaskInvocation.named("other", 2));
        queue.enqueueAll(many);
        assertThat(queue.taken()).isEqualTo(many);
    }

    private void assertTaken(String method, Object... arguments) {
        assertThat(queue.last().target()).isEqualTo(new Target.Method(Shapes.class, method));
        assertThat(queue.last().arguments()).isEqualTo(Arrays.asList(arguments));
    }

    interface Shapes {
        void nothing0();

        void nothing1(int a);

        void nothing2(int a, int b);

        void nothing3(int a, int b, int c);

        void nothing4(int a, int b, int c, int d);

        void nothing5(int a, int b, int c, int d, int e);

        void nothing6(int a, int b, int c, int d, int e, int f);

        String value0();

        String value1(int a);

        String value2(int a, int b);

        String value3(int a, int b, int c);

        String value4(int a, int b, int c, int d);

        String value5(int a, int b, int c, int d, int e);

        String value6(int a, int b, int c, int d, int e, int f);

        CompletionStage<String> stage0();

        CompletionStage<String> stage1(int a);

        CompletionStage<String> stage2(int a, int b);

        CompletionStage<String> stage3(int a, int b, int c);

        CompletionStage<String> stage4(int a, int b, int c, int d);

        CompletionStage<String> stage5(int a, int b, int c, int d, int e);

        CompletionStage<String> stage6(int a, int b, int c, int d, int e, int f);
    }
}
