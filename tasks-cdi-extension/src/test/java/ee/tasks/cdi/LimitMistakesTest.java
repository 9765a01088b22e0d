package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.Limit;
import ee.tasks.Task;
import ee.tasks.TaskFunction;
import ee.tasks.conformance.TaskContainer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits with one mistake each. */
class LimitMistakesTest {

    record Mistake(Class<?> bean, String message) {}

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake(WithoutTask.class, "EETASK0370: %s.run carries @Limit but not @Task; add @Task"),
                new Mistake(SeveralWithoutTask.class, "EETASK0370: %s.run carries @Limit but not @Task; add @Task"),
                new Mistake(ProducerWithoutTask.class, "EETASK0370: %s.run carries @Limit but not @Task; add @Task"),
                new Mistake(
                        Nothing.class,
                        "EETASK0371: limit 'run' of task 'run' has neither concurrent nor rate; set one of them"),
                new Mistake(
                        NegativeConcurrent.class,
                        "EETASK0372: concurrent of limit 'run' of task 'run' must be a whole number from 1 to 1,000,000, was -1"),
                new Mistake(
                        BadRate.class,
                        "EETASK0373: the rate of limit 'run' of task 'run' must be a number of starts from 1 to 1,000,000, a"
                                + " slash, and an ISO-8601 duration from PT0.01S to P31D, such as 100/PT1M, was '100 per minute'"),
                new Mistake(NoStarts.class, "EETASK0373: the rate of limit 'run' of task 'run' must be a number of"),
                new Mistake(
                        NoWeight.class,
                        "EETASK0374: the weight of limit 'run' of task 'run' must be from 1 to 2, which is all of the limit, was 0"),
                new Mistake(
                        WeightOverConcurrent.class,
                        "EETASK0374: the weight of limit 'run' of task 'run' must be from 1 to 2, which is all of the limit, was 3"),
                new Mistake(
                        WeightOverStarts.class,
                        "EETASK0374: the weight of limit 'run' of task 'run' must be from 1 to 4, which is all of the limit, was 5"),
                new Mistake(
                        SpreadWithoutRate.class,
                        "EETASK0375: limit 'run' of task 'run' has spread, but no rate to spread"),
                new Mistake(
                        StrictWithoutConcurrent.class,
                        "EETASK0376: limit 'run' of task 'run' is strict, but has no slots to keep; set concurrent"),
                new Mistake(TooMany.class, "EETASK0377: task 'run' has 4 limits, and at most 3 are allowed"),
                new Mistake(
                        NameTwice.class,
                        "EETASK0378: task 'run' has two limits of the name 'run'; give one of them a name of its own"),
                new Mistake(
                        DeclaredDifferently.class,
                        "EETASK0379: limit 'api' is one limit for all tasks that name it, but task 'call' declares it with"
                                + " concurrent = 2, rate = \"10/PT1S\", and task 'run' with concurrent = 2, rate = \"10/PT1S\","
                                + " spread; declare it alike"),
                new Mistake(StrictForOne.class, "EETASK0379: limit 'api' is one limit for all tasks that name it, but"),
                new Mistake(Comma.class, "EETASK0380: the name of a limit of task 'run' must have 1 to 255 characters"),
                new Mistake(Quote.class, "EETASK0380: the name of a limit of task 'run' must have"),
                new Mistake(BlankAround.class, "EETASK0380: the name of a limit of task 'run' must have"),
                new Mistake(Control.class, "EETASK0380: the name of a limit of task 'run' must have"),
                new Mistake(TaskWithAComma.class, "EETASK0380: the name of a limit of task 'a,b' must have"),
                new Mistake(
                        IndexBeyond.class,
                        "EETASK0381: the key '{2}' of limit 'run' of task 'run' has the placeholder {2}, but the task has 2"
                                + " parameter(s), of which the first is {0}; correct the number"),
                new Mistake(
                        Unbalanced.class,
                        "EETASK0381: the key '{0' of limit 'run' of task 'run' has a brace without its other one at"
                                + " character 1"),
                new Mistake(
                        UnknownForm.class,
                        "EETASK0381: the key '{tenant}' of limit 'run' of task 'run' has the placeholder {tenant}, which"
                                + " means nothing; write {0} for the first argument"),
                new Mistake(
                        UnknownProperty.class,
                        "EETASK0381: the key '{0.tennant}' of limit 'run' of task 'run' has the placeholder {0.tennant}, but"
                                + " the JSON of " + Order.class.getName()
                                + " has no property 'tennant'; did you mean 'tenant'?; correct the name"),
                new Mistake(
                        PropertyOfAText.class,
                        "EETASK0381: the key '{0.tenant.id}' of limit 'run' of task 'run' has the placeholder {0.tenant.id},"
                                + " but the JSON of java.lang.String has no property 'id'"),
                new Mistake(
                        PropertyOfAProducersArgument.class,
                        "EETASK0381: the key '{0.tenant}{1}' of limit 'run' of task 'run' has the placeholder {1}, but the task has"
                                + " 1 parameter(s)"),
                new Mistake(
                        KeyWithoutParameters.class,
                        "EETASK0381: the key '{0}' of limit 'run' of task 'run' has the placeholder {0}, but the task has no"
                                + " parameters; remove the placeholder"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeFailsTheDeploymentWithOneMessage(Mistake mistake) {
        String refusal = TaskContainer.application("memory", mistake.bean()).refusal();

        assertThat(refusal)
                .startsWith("EETASK0260: the deployment has 1 problem(s) with its tasks:")
                .contains(mistake.message().replace("%s", mistake.bean().getName()));
    }

    @Test
    void mistakesOfOneLimitAreReportedTogether() {
        assertThat(TaskContainer.application("memory", Many.class).refusal())
                .startsWith("EETASK0260: the deployment has 4 problem(s)")
                .contains("EETASK0372: ", "EETASK0373: ", "EETASK0381: ", "EETASK0375: ");
    }

    @Test
    void aParametersNameIsNoPlaceholderAndItsNumberIsSuggested() {
        assertThat(TaskContainer.application("memory", ByName.class).refusal())
                .contains("EETASK0381: the key '{customer.id}' of limit 'run'", "did you mean {1}?");
    }

    @Test
    void configurationIsCheckedWithTheAnnotation() {
        assertThat(TaskContainer.application("memory", Fine.class)
                        .with("ee.tasks.limit.pool.concurrent", "2")
                        .with("ee.tasks.limit.\"run\".rate", "100/minute")
                        .refusal())
                .contains(
                        "EETASK0374: the weight of limit 'pool' of task 'run' must be from 1 to 2, which is all of the limit,"
                                + " was 3",
                        "EETASK0200: ee.tasks.limit.\"run\".rate must be a number of starts from 1 to 1,000,000, a slash, and",
                        "was '100/minute'");
    }

    @Test
    void whatConfigurationMakesEqualIsEqual() {
        try (TaskContainer app = TaskContainer.application("memory", OtherNumbers.class)
                .with("ee.tasks.limit.api.concurrent", "5")
                .start()) {
            assertThat(app.tasks()).isNotNull();
        }
    }

    public record Order(String tenant, long number) {}

    @ApplicationScoped
    static class WithoutTask {
        @Limit(concurrent = 1)
        public void run() {}
    }

    @ApplicationScoped
    static class SeveralWithoutTask {
        @Limit(concurrent = 1)
        @Limit(name = "b", concurrent = 1)
        public void run() {}
    }

    static class ProducerWithoutTask {
        @Produces
        @Limit(concurrent = 1)
        TaskFunction<String, Void> run() {
            return text -> null;
        }
    }

    @ApplicationScoped
    static class Nothing {
        @Task("run")
        @Limit
        public void run() {}
    }

    @ApplicationScoped
    static class NegativeConcurrent {
        @Task("run")
        @Limit(concurrent = -1)
        public void run() {}
    }

    @ApplicationScoped
    static class BadRate {
        @Task("run")
        @Limit(rate = "100 per minute")
        public void run() {}
    }

    @ApplicationScoped
    static class NoStarts {
        @Task("run")
        @Limit(rate = "0/PT1M", concurrent = 1)
        public void run() {}
    }

    @ApplicationScoped
    static class NoWeight {
        @Task("run")
        @Limit(concurrent = 2, weight = 0)
        public void run() {}
    }

    @ApplicationScoped
    static class WeightOverConcurrent {
        @Task("run")
        @Limit(concurrent = 2, rate = "10/PT1S", weight = 3)
        public void run() {}
    }

    @ApplicationScoped
    static class WeightOverStarts {
        @Task("run")
        @Limit(rate = "4/PT1S", weight = 5)
        public void run() {}
    }

    @ApplicationScoped
    static class SpreadWithoutRate {
        @Task("run")
        @Limit(concurrent = 2, spread = true)
        public void run() {}
    }

    @ApplicationScoped
    static class StrictWithoutConcurrent {
        @Task("run")
        @Limit(rate = "4/PT1S", strict = true)
        public void run() {}
    }

    @ApplicationScoped
    static class TooMany {
        @Task("run")
        @Limit(name = "a", concurrent = 1)
        @Limit(name = "b", concurrent = 1)
        @Limit(name = "c", concurrent = 1)
        @Limit(name = "d", concurrent = 1)
        public void run() {}
    }

    @ApplicationScoped
    static class NameTwice {
        @Task("run")
        @Limit(concurrent = 1)
        @Limit(name = "run", rate = "4/PT1S")
        public void run() {}
    }

    @ApplicationScoped
    static class DeclaredDifferently {
        @Task("call")
        @Limit(name = "api", concurrent = 2, rate = "10/PT1S")
        public void call() {}

        @Task("run")
        @Limit(name = "api", concurrent = 2, rate = "10/PT1S", spread = true)
        public void run() {}
    }

    @ApplicationScoped
    static class StrictForOne {
        @Task("call")
        @Limit(name = "api", concurrent = 2, strict = true)
        public void call() {}

        @Task("run")
        @Limit(name = "api", concurrent = 2)
        public void run() {}
    }

    @ApplicationScoped
    static class OtherNumbers {
        @Task("call")
        @Limit(name = "api", concurrent = 2, key = "{header.tenant}")
        public void call() {}

        @Task("run")
        @Limit(name = "api", concurrent = 3, weight = 2)
        public void run() {}
    }

    @ApplicationScoped
    static class Comma {
        @Task("run")
        @Limit(name = "a,b", concurrent = 1)
        public void run() {}
    }

    @ApplicationScoped
    static class Quote {
        @Task("run")
        @Limit(name = "a\"b", concurrent = 1)
        public void run() {}
    }

    @ApplicationScoped
    static class BlankAround {
        @Task("run")
        @Limit(name = " a", concurrent = 1)
        public void run() {}
    }

    @ApplicationScoped
    static class Control {
        @Task("run")
        @Limit(name = "a\tb", concurrent = 1)
        public void run() {}
    }

    @ApplicationScoped
    static class TaskWithAComma {
        @Task("a,b")
        @Limit(concurrent = 1)
        public void run() {}
    }

    @ApplicationScoped
    static class IndexBeyond {
        @Task("run")
        @Limit(concurrent = 1, key = "{2}")
        public void run(String a, String b) {}
    }

    @ApplicationScoped
    static class KeyWithoutParameters {
        @Task("run")
        @Limit(concurrent = 1, key = "{0}")
        public void run() {}
    }

    @ApplicationScoped
    static class Unbalanced {
        @Task("run")
        @Limit(concurrent = 1, key = "{0")
        public void run(String a) {}
    }

    @ApplicationScoped
    static class UnknownForm {
        @Task("run")
        @Limit(concurrent = 1, key = "{tenant}")
        public void run(String a) {}
    }

    @ApplicationScoped
    static class ByName {
        @Task("run")
        @Limit(concurrent = 1, key = "{customer.id}")
        public void run(String a, Map<String, String> customer) {}
    }

    @ApplicationScoped
    static class UnknownProperty {
        @Task("run")
        @Limit(concurrent = 1, key = "{0.tennant}")
        public void run(Order order) {}
    }

    @ApplicationScoped
    static class PropertyOfAText {
        @Task("run")
        @Limit(concurrent = 1, key = "{0.tenant.id}")
        public void run(Order order) {}
    }

    static class PropertyOfAProducersArgument {
        @Produces
        @Task("run")
        @Limit(concurrent = 1, key = "{0.tenant}{1}")
        TaskFunction<Order, Void> run() {
            return order -> null;
        }
    }

    @ApplicationScoped
    static class Many {
        @Task("run")
        @Limit(concurrent = -1, rate = "x", key = "{1}{header.tenant}")
        @Limit(name = "other", concurrent = 1, spread = true)
        public void run(String a) {}
    }

    @ApplicationScoped
    static class Fine {
        @Task("run")
        @Limit(rate = "100/PT1M", key = "{0}")
        @Limit(name = "pool", concurrent = 3, weight = 3)
        public void run(String a) {}
    }
}
