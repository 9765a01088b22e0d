package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.Attempts;
import ee.tasks.Backend;
import ee.tasks.OfTask;
import ee.tasks.Task;
import ee.tasks.TaskFunction;
import ee.tasks.TaskHandle;
import ee.tasks.TaskQueue;
import ee.tasks.conformance.LogLines;
import ee.tasks.conformance.TaskContainer;
import ee.tasks.event.TaskFinished;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.Entity;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake alone, with its message. {@code @} stands for the name of the class with the mistake. */
class DeploymentValidationTest {

    static class PrivateMethod {
        @Task
        private void send() {}
    }

    static class PackagePrivateMethod {
        @Task
        void send() {}
    }

    static class StaticMethod {
        @Task
        public static void send() {}
    }

    static class GenericMethod {
        @Task
        public <T extends Number> void send(List<T> numbers) {}
    }

    static class VarargsMethod {
        @Task
        public void send(String... to) {}
    }

    static class OverloadedMethod {
        @Task
        public void send(String to) {}

        public void send(String to, String cc) {}
    }

    static class FutureMethod {
        @Task
        public Future<String> send() {
            return null;
        }
    }

    static class AttemptsAlone {
        @Attempts(max = 2)
        public void send() {}
    }

    static class NegativePriority {
        @Task(priority = -101)
        public void send() {}
    }

    static class BlankQueue {
        @Task(queue = " ")
        public void send() {}
    }

    static class AllQueues {
        @Task(queue = "*")
        public void send() {}
    }

    static class QueueOfAnother {
        @Task(queue = "fast", backend = "narrow")
        public void send() {}
    }

    static class UnknownBackend {
        @Task(backend = "narow")
        public void send() {}
    }

    static class BadDelay {
        @Task
        @Attempts(max = 2, delay = "10s")
        public void send() {}
    }

    static class NegativeDelay {
        @Task
        @Attempts(max = 2, delay = "PT-1S")
        public void send() {}
    }

    static class NoAttempts {
        @Task
        @Attempts(max = 0)
        public void send() {}
    }

    static class BadFactor {
        @Task
        @Attempts(max = 2, factor = Double.NaN)
        public void send() {}
    }

    static class BadJitter {
        @Task
        @Attempts(max = 2, jitter = 1.5)
        public void send() {}
    }

    static class DelayOverMaximum {
        @Task
        @Attempts(max = 2, delay = "PT2H")
        public void send() {}
    }

    static class TimeoutAsked {
        @Task(timeout = "PT1S")
        public void send() {}
    }

    static class AtomicAsked {
        @Task(atomic = true)
        public void send() {}
    }

    static class NameTooLong {
        static final String NAME = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
                + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

        @Task(NAME)
        public void send() {}
    }

    static class SameName {
        @Task("mail")
        public void send() {}

        @Task("mail")
        public void resend() {}
    }

    static class FormerNameTaken {
        @Task("mail")
        public void send() {}

        @Task(value = "letter", formerNames = "mail")
        public void write() {}
    }

    @Entity
    public static class Page {}

    static class EntityParameter {
        @Task
        public void publish(Page page) {}
    }

    static class EntitiesInAList {
        @Task
        public void publish(List<Page> pages) {}
    }

    static class StreamParameter {
        @Task
        public void read(InputStream from) {}
    }

    static class LambdaParameter {
        @Task
        public void run(Runnable code) {}
    }

    static class ObjectParameter {
        @Task
        public void take(Object any) {}
    }

    static class ObjectResult {
        @Task
        public Object give() {
            return null;
        }
    }

    static class UnknownTaskHandle {
        @Inject
        @OfTask("mail.sent")
        TaskHandle<String, Void> mail;

        @Task("mail.send")
        public void send(String to) {}
    }

    static class UnknownTaskLookedUp {
        @Inject
        @OfTask("nothing like it")
        Instance<TaskHandle<String, Void>> mail;
    }

    static class HandleOfAnotherType {
        @Inject
        @OfTask("mail.send")
        TaskHandle<Integer, Void> mail;

        @Task("mail.send")
        public void send(String to) {}
    }

    static class HandleOfTwoParameters {
        @Inject
        @OfTask("mail.send")
        TaskHandle<String, Void> mail;

        @Task("mail.send")
        public void send(String to, String text) {}
    }

    @SuppressWarnings("rawtypes")
    static class RawHandle {
        @Inject
        @OfTask("mail.send")
        TaskHandle mail;

        @Task("mail.send")
        public void send(String to) {}
    }

    static class UnknownTaskObserver {
        void finished(@Observes @OfTask("mail.sent") TaskFinished event) {}
    }

    static class FormerNameObserver {
        @Task(value = "mail.send", formerNames = "mail.sent")
        public void send() {}

        void finished(@Observes @OfTask("mail.sent") TaskFinished event) {}
    }

    static class UnknownQueueBackend {
        @Inject
        @Backend("narow")
        TaskQueue tasks;
    }

    static class ProducerOfAnother {
        @Produces
        @Task("upper")
        String upper() {
            return "";
        }
    }

    public static class Upper implements TaskFunction<String, String> {
        @Override
        public String apply(String text) {
            return text.toUpperCase(Locale.ROOT);
        }
    }

    static class ProducerOfASubtype {
        @Produces
        @Task("upper")
        Upper upper() {
            return new Upper();
        }
    }

    static class RawProducer {
        @Produces
        @Task("upper")
        @SuppressWarnings("rawtypes")
        TaskFunction upper = null;
    }

    static class ProducerOfEntities {
        @Produces
        @Task("publish")
        TaskFunction<Page, Void> publish() {
            return page -> null;
        }
    }

    static class AttemptsAloneOnProducer {
        @Produces
        @Attempts(max = 2)
        TaskFunction<String, Void> publish() {
            return page -> null;
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Logged {}

    @Logged
    @Interceptor
    @Priority(1)
    static class TaskOnInterceptor {
        @AroundInvoke
        Object around(InvocationContext context) throws Exception {
            return context.proceed();
        }

        @Task
        public void send() {}
    }

    public interface Sender {
        void send();
    }

    @Decorator
    @Priority(1)
    static class TaskOnDecorator implements Sender {
        @Inject
        @Delegate
        @Any
        Sender sender;

        @Override
        @Task
        public void send() {}
    }

    @ApplicationScoped
    static class Fine implements Sender {
        @Override
        public void send() {}
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(PrivateMethod.class, "EETASK0262: task method @.send is not public; make it public"),
                Arguments.of(PackagePrivateMethod.class, "EETASK0262: task method @.send is not public"),
                Arguments.of(
                        StaticMethod.class, "EETASK0263: task method @.send is static; make it an instance method"),
                Arguments.of(GenericMethod.class, "EETASK0264: task method @.send has type parameters of its own"),
                Arguments.of(
                        VarargsMethod.class, "EETASK0265: task method @.send takes a variable number of arguments"),
                Arguments.of(OverloadedMethod.class, "EETASK0266: task method @.send is overloaded"),
                Arguments.of(FutureMethod.class, "EETASK0267: task method @.send returns a Future"),
                Arguments.of(AttemptsAlone.class, "EETASK0269: @.send carries @Attempts but not @Task; add @Task"),
                Arguments.of(NegativePriority.class, "EETASK0270: the priority of task '@.send' must be from -100"),
                Arguments.of(BlankQueue.class, "EETASK0271: the queue of task '@.send' must have 1 to 64 characters"),
                Arguments.of(AllQueues.class, "EETASK0271: the queue of task '@.send'"),
                Arguments.of(
                        QueueOfAnother.class,
                        "EETASK0272: task '@.send' goes to queue 'fast', and backend 'narrow' takes only [slow]"),
                Arguments.of(
                        UnknownBackend.class,
                        "EETASK0273: task '@.send' names backend 'narow', and there is none; configured are [default,"
                                + " narrow]; did you mean 'narrow'?"),
                Arguments.of(BadDelay.class, "EETASK0275: delay of task '@.send' must be an ISO-8601 duration such as"),
                Arguments.of(NegativeDelay.class, "EETASK0275: delay of task '@.send'"),
                Arguments.of(NoAttempts.class, "EETASK0276: @Attempts of task '@.send': max must be at least 1, was 0"),
                Arguments.of(
                        BadFactor.class, "EETASK0276: @Attempts of task '@.send': factor must be at least 1, was NaN"),
                Arguments.of(BadJitter.class, "EETASK0276: @Attempts of task '@.send': jitter must be from 0 to 1"),
                Arguments.of(
                        DelayOverMaximum.class,
                        "EETASK0276: @Attempts of task '@.send': maxDelay must not be shorter than delay, was PT1H"),
                Arguments.of(TimeoutAsked.class, "EETASK0277: task '@.send' asks for a timeout"),
                Arguments.of(AtomicAsked.class, "EETASK0277: task '@.send' asks for atomic = true"),
                Arguments.of(NameTooLong.class, "EETASK0284: the name of task method @.send must have 1 to 255"),
                Arguments.of(SameName.class, "EETASK0261: task name 'mail' is used by @.resend and by @.send"),
                Arguments.of(FormerNameTaken.class, "EETASK0261: task name 'mail' is used by @.send and by @.write"),
                Arguments.of(EntityParameter.class, "EETASK0320"),
                Arguments.of(EntitiesInAList.class, "EETASK0320"),
                Arguments.of(StreamParameter.class, "EETASK0321"),
                Arguments.of(LambdaParameter.class, "EETASK0323"),
                Arguments.of(ObjectParameter.class, "EETASK0324"),
                Arguments.of(ObjectResult.class, "EETASK0324"),
                Arguments.of(
                        UnknownTaskHandle.class,
                        "EETASK0282: @.mail refers to task 'mail.sent', and there is none; did you mean 'mail.send'?"),
                Arguments.of(
                        UnknownTaskLookedUp.class,
                        "EETASK0282: @.mail refers to task 'nothing like it', and there is none"),
                Arguments.of(
                        HandleOfAnotherType.class,
                        "EETASK0283: @.mail is a TaskHandle<java.lang.Integer, java.lang.Void>, and task 'mail.send' takes"
                                + " java.lang.String and returns void"),
                Arguments.of(HandleOfTwoParameters.class, "EETASK0283: @.mail is a TaskHandle<java.lang.String,"),
                Arguments.of(RawHandle.class, "EETASK0286: @.mail is a TaskHandle without type arguments"),
                Arguments.of(
                        UnknownTaskObserver.class,
                        "EETASK0282: an observer in @ refers to task 'mail.sent', and there is none"),
                Arguments.of(
                        FormerNameObserver.class,
                        "EETASK0287: an observer in @ refers to a task by its former name 'mail.sent', of which no event"
                                + " tells; write 'mail.send'"),
                Arguments.of(
                        UnknownQueueBackend.class,
                        "EETASK0273: @.tasks names backend 'narow', and there is none; configured are [default, narrow];"
                                + " did you mean 'narrow'?"),
                Arguments.of(ProducerOfAnother.class, "EETASK0278: producer @.upper carries @Task and must produce"),
                Arguments.of(ProducerOfASubtype.class, "EETASK0278: producer @.upper"),
                Arguments.of(RawProducer.class, "EETASK0278: producer @.upper"),
                Arguments.of(ProducerOfEntities.class, "EETASK0320"),
                Arguments.of(AttemptsAloneOnProducer.class, "EETASK0269: @.publish carries @Attempts but not @Task"),
                Arguments.of(TaskOnInterceptor.class, "EETASK0268: @ has a task method"),
                Arguments.of(TaskOnDecorator.class, "EETASK0268: @ has a task method"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeFailsTheDeploymentWithOneMessageThatSaysWhatToDo(Class<?> mistaken, String message) {
        assertThat(application(mistaken).refusal())
                .startsWith("EETASK0260: the deployment has 1 problem(s) with its tasks:")
                .contains(message.replace("@.", mistaken.getName() + ".").replace("@ ", mistaken.getName() + " "));
    }

    @Test
    void severalMistakesAreReportedTogether() {
        String refusal = application(
                        PrivateMethod.class,
                        SameName.class,
                        EntityParameter.class,
                        UnknownBackend.class,
                        BadDelay.class,
                        UnknownTaskObserver.class)
                .with("ee.tasks.worker.lease", "PT1S")
                .refusal();

        assertThat(refusal)
                .startsWith("EETASK0260: the deployment has 7 problem(s)")
                .contains(
                        "EETASK0262: ",
                        "EETASK0261: ",
                        "EETASK0320: ",
                        "EETASK0273: ",
                        "EETASK0275: ",
                        "EETASK0282: ",
                        "EETASK0203: ");
        assertThat(refusal.lines()).hasSize(8);
    }

    @Test
    void oneMethodWithSeveralMistakesReportsThemAll() {
        assertThat(application(ManyMistakes.class).refusal())
                .contains("EETASK0260: the deployment has 3 problem(s)", "EETASK0262", "EETASK0263", "EETASK0265");
    }

    static class ManyMistakes {
        @Task
        static void send(String... to) {}
    }

    @Test
    @Tag("B070")
    @Tag("B096")
    void aSoundApplicationDeploysWithoutAWord() {
        for (String type : List.of("dummy", "immediate")) {
            try (LogLines log = LogLines.of("ee.tasks");
                    TaskContainer app =
                            TaskContainer.application(type, Fine.class).start()) {
                assertThat(Optional.of(app.tasks())).isPresent();
                assertThat(log.records()).allMatch(line -> line.getLevel().intValue() <= 800);
            }
        }
    }

    @Test
    void anUnknownKeyIsAWarningWithASuggestion() {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app = application(Fine.class)
                        .with("ee.tasks.worker.concurency", "5")
                        .start()) {
            assertThat(app.tasks()).isNotNull();
            assertThat(log.texts())
                    .contains(
                            "EETASK0201: the configuration has ee.tasks.worker.concurency, which is no key of EE Tasks;"
                                    + " did you mean ee.tasks.worker.concurrency?");
        }
    }

    @Test
    void anUnknownKeyIsAProblemWhereConfigurationIsStrict() {
        assertThat(application(Fine.class)
                        .with("ee.tasks.config.strict", "true")
                        .with("ee.tasks.task.\"mail.sent\".queue", "fast")
                        .with("ee.tasks.worker.concurency", "5")
                        .refusal())
                .contains("has 2 problem(s)", "EETASK0201", "EETASK0202");
    }

    @Test
    void configurationOverridesAnAnnotationThatIsWrong() {
        String task = "ee.tasks.task.\"" + QueueOfAnother.class.getName() + ".send\".";
        try (TaskContainer app = application(QueueOfAnother.class)
                .with(task + "queue", "slow")
                .with(task + "priority", "7")
                .start()) {
            var result = app.tasks().enqueue(QueueOfAnother::send);

            assertThat(result.queue()).isEqualTo("slow");
            assertThat(result.priority()).isEqualTo(7);
        }
    }

    private static TaskContainer.Application application(Class<?>... beans) {
        return TaskContainer.application("dummy", beans)
                .beans(Fine.class)
                .with("ee.tasks.backends.narrow.type", "dummy")
                .with("ee.tasks.backends.narrow.queues", "slow");
    }
}
