package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCallsTest {

    private static final List<String> PARAMETERS =
            List.of("long id", "String name", "Ref ref", "List<String> tags", "Instant when", "int count");
    private static final List<String> ARGUMENTS =
            List.of("1L", "\"a\"", "new Ref(\"b\")", "List.of(\"c\")", "Instant.EPOCH", "2");

    private static final String USER = """
            import ee.tasks.TaskInvocation;
            import ee.tasks.TaskQueue;
            import ee.tasks.TaskResult;
            import java.time.Instant;
            import java.util.List;
            import java.util.concurrent.*;

            class User {
                record Ref(String id) {}

                public static class Newsletter {
                    public void sendPageChanged(long pageId, long userId) {}
                    public void fail() throws java.io.IOException {}
                    public void keep(Ref ref) {}
                    public String render(long id) { return ""; }
                    public CompletableFuture<String> fetch(long id) { return null; }
                    %s
                }

                void use(TaskQueue tasks) {
                    %s
                }
            }
            """;

    static Stream<String> allShapes() {
        return IntStream.rangeClosed(0, 6).boxed().flatMap(n -> {
            String arguments = ARGUMENTS.stream().limit(n).map(", "::concat).collect(Collectors.joining());
            return Stream.of("Void nothing", "Integer value", "Integer stage")
                    .flatMap(shape -> Stream.of("TaskResult tasks.enqueue", "TaskInvocation TaskInvocation.of")
                            .map(call -> "%s<%s> called = %s(Newsletter::%s%d%s);"
                                    .formatted(
                                            call.split(" ")[0],
                                            shape.split(" ")[0],
                                            call.split(" ")[1],
                                            shape.split(" ")[1],
                                            n,
                                            arguments)));
        });
    }

    @ParameterizedTest
    @MethodSource("allShapes")
    void everyShapeOfTaskMethodIsAcceptedWithItsResultType(String call) {
        assertThat(errors(call)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tasks.enqueue(Newsletter::fail);",
                "tasks.enqueue(Newsletter::keep, null);",
                "tasks.onQueue(\"bulk\").priority(5).enqueue(Newsletter::sendPageChanged, 1L, 2L);",
                "TaskResult<?> any = tasks.enqueue(TaskInvocation.named(\"reports.build\", 1, \"a\"));",
                "TaskResult<String> typed = tasks.enqueue(TaskInvocation.named(\"x\").returning(String.class));",
                "tasks.enqueueAll(List.of(TaskInvocation.of(Newsletter::fail), TaskInvocation.of(Newsletter::render, 1L)));",
                "CompletionStage<String> direct = new Newsletter().fetch(1L);"
            })
    void whatTheGuideShowsCompiles(String call) {
        assertThat(errors(call)).isEmpty();
    }

    @Test
    void anIntForALongIsRefusedAsTheGuideQuotesIt() {
        assertThat(errors("int pageId = 1, userId = 2; tasks.enqueue(Newsletter::sendPageChanged, pageId, userId);"))
                .containsExactly("no suitable method found for enqueue(Newsletter[...]anged,int,int)");
        assertThat(errors("TaskInvocation.of(Newsletter::sendPageChanged, 1, 2);"))
                .containsExactly("no suitable method found for of(Newsletter[...]anged,int,int)");
    }

    /** Whatever is wrong with the arguments, javac begins like this; docs/how-to/troubleshoot.adoc says what it may be. */
    @Test
    void aMethodOfABeanIsRefusedInTheSameWords() {
        String bean = "Newsletter newsletter = new Newsletter(); ";

        assertThat(errors(bean + "tasks.enqueue(newsletter::sendPageChanged, 1L, 2L);"))
                .containsExactly("no suitable method found for enqueue(newsletter[...]anged,long,long)");
        assertThat(errors(bean + "TaskInvocation.of(newsletter::render, 1L);"))
                .containsExactly("no suitable method found for of(newsletter::render,long)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tasks.enqueue(Newsletter::sendPageChanged, 1L, \"2\");",
                "tasks.enqueue(Newsletter::sendPageChanged, 1L);",
                "tasks.enqueue(Newsletter::sendPageChanged);",
                "tasks.enqueue(Newsletter::sendPageChanged, 1L, 2L, 3L);",
                "tasks.enqueue(Newsletter::fail, 1L);",
                "tasks.enqueue(Newsletter::keep, \"b\");",
                "tasks.enqueue(Newsletter::render, 1);",
                "TaskInvocation.of(Newsletter::keep, \"b\");",
                "TaskInvocation.of(Newsletter::render);",
                "tasks.enqueue(Newsletter::missing);"
            })
    void wrongTypesAndCountsAreRefused(String call) {
        assertThat(errors(call)).hasSize(1).first().asString().containsAnyOf("no suitable method", "invalid method");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TaskResult<Integer> wrong = tasks.enqueue(Newsletter::render, 1L);",
                "TaskResult<String> wrong = tasks.enqueue(Newsletter::sendPageChanged, 1L, 2L);",
                "TaskResult<CompletionStage<String>> wrong = tasks.enqueue(Newsletter::fetch, 1L);",
                "TaskResult<String> wrong = tasks.enqueue(TaskInvocation.named(\"x\"));"
            })
    void aResultOfAnotherTypeIsRefused(String call) {
        assertThat(errors(call)).hasSize(1).first().asString().contains("incompatible types");
    }

    @Test
    @Tag("B021")
    void aFractionalPriorityIsRefused() {
        assertThat(errors("tasks.priority(3.1);"))
                .containsExactly("incompatible types: possible lossy conversion from double to int");
    }

    @Test
    @Tag("B018")
    void aTimeWithoutAZoneIsRefused() {
        assertThat(errors("tasks.runAfter(java.time.LocalDateTime.MIN);"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("no suitable method found for runAfter(");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runAfter = \"PT1H\"", "colour = \"red\""})
    @Tag("B050")
    @Tag("B261")
    void anAttributeThatTasksDoNotHaveIsRefused(String attribute) {
        assertThat(errors("class Bean { @ee.tasks.Task(%s) public void run() {} }".formatted(attribute)))
                .containsExactly("cannot find symbol");
    }

    private static List<String> errors(String statements) {
        return SourceCompiler.errorsIn("User", USER.formatted(methods(), statements));
    }

    private static String methods() {
        return IntStream.rangeClosed(0, 6)
                .mapToObj(n -> PARAMETERS.stream().limit(n).collect(Collectors.joining(", ")))
                .map(parameters -> {
                    int n = parameters.isEmpty()
                            ? 0
                            : (int) PARAMETERS.stream()
                                    .filter(parameters::contains)
                                    .count();
                    return """
                            public void nothing%1$d(%2$s) {}
                            public int value%1$d(%2$s) { return 1; }
                            public CompletionStage<Integer> stage%1$d(%2$s) { return null; }
                            """.formatted(n, parameters);
                })
                .collect(Collectors.joining());
    }
}
