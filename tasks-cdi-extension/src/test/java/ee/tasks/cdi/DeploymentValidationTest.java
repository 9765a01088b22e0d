package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.TaskStatus;
import ee.tasks.conformance.TaskContainer;
import ee.tasks.tck.LogLines;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake alone, with its message. {@code @} stands for the name of the class with the mistake. */
class DeploymentValidationTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        Mistakes.PrivateMethod.class, "EETASK0262: task method @.send is not public; make it public"),
                Arguments.of(Mistakes.PackagePrivateMethod.class, "EETASK0262: task method @.send is not public"),
                Arguments.of(
                        Mistakes.StaticMethod.class,
                        "EETASK0263: task method @.send is static; make it an instance method"),
                Arguments.of(
                        Mistakes.GenericMethod.class, "EETASK0264: task method @.send has type parameters of its own"),
                Arguments.of(
                        Mistakes.VarargsMethod.class,
                        "EETASK0265: task method @.send takes a variable number of arguments"),
                Arguments.of(Mistakes.OverloadedMethod.class, "EETASK0266: task method @.send is overloaded"),
                Arguments.of(Mistakes.FutureMethod.class, "EETASK0267: task method @.send returns a Future"),
                Arguments.of(
                        Mistakes.AttemptsAlone.class, "EETASK0269: @.send carries @Attempts but not @Task; add @Task"),
                Arguments.of(
                        Mistakes.NegativePriority.class, "EETASK0270: the priority of task '@.send' must be from -100"),
                Arguments.of(
                        Mistakes.BlankQueue.class,
                        "EETASK0271: the queue of task '@.send' must have 1 to 64 characters"),
                Arguments.of(Mistakes.AllQueues.class, "EETASK0271: the queue of task '@.send'"),
                Arguments.of(Mistakes.TwoQueues.class, "EETASK0271: the queue of task '@.send'"),
                Arguments.of(
                        Mistakes.QueueOfAnother.class,
                        "EETASK0272: task '@.send' goes to queue 'fast', but backend 'narrow' takes only [slow]; choose one of these, or add"
                                + " 'fast' to ee.tasks.backends.narrow.queues"),
                Arguments.of(
                        Mistakes.UnknownBackend.class,
                        "EETASK0273: task '@.send' names backend 'narow', but there is none; configured are [default,"
                                + " narrow]; did you mean 'narrow'?"),
                Arguments.of(
                        Mistakes.BadDelay.class,
                        "EETASK0275: delay of task '@.send' must be an ISO-8601 duration such as"),
                Arguments.of(Mistakes.NegativeDelay.class, "EETASK0275: delay of task '@.send'"),
                Arguments.of(
                        Mistakes.NoAttempts.class,
                        "EETASK0276: @Attempts of task '@.send': max must be at least 1, was 0"),
                Arguments.of(
                        Mistakes.BadFactor.class,
                        "EETASK0276: @Attempts of task '@.send': factor must be at least 1, was NaN"),
                Arguments.of(
                        Mistakes.BadJitter.class, "EETASK0276: @Attempts of task '@.send': jitter must be from 0 to 1"),
                Arguments.of(
                        Mistakes.DelayOverMaximum.class,
                        "EETASK0276: @Attempts of task '@.send': maxDelay must not be shorter than delay, was PT1H"),
                Arguments.of(
                        AtomicMistakes.AtomicInATransactionOfItsOwn.class,
                        "EETASK0294: task '@.send' is atomic, but @Transactional(REQUIRES_NEW) keeps it out of the"),
                Arguments.of(
                        AtomicMistakes.AtomicInABeanWithoutTransactions.class,
                        "EETASK0294: task '@.send' is atomic, but @Transactional(NOT_SUPPORTED) keeps"),
                Arguments.of(
                        AtomicMistakes.AtomicWhereATransactionIsForbidden.class,
                        "EETASK0294: task '@.send' is atomic, but @Transactional(NEVER) keeps"),
                Arguments.of(
                        AtomicMistakes.AtomicByStereotype.class,
                        "EETASK0294: task '@.send' is atomic, but @Transactional(REQUIRES_NEW) keeps"),
                Arguments.of(
                        AtomicMistakes.AtomicByStereotypeOfAStereotype.class,
                        "EETASK0294: task '@.send' is atomic, but @Transactional(REQUIRES_NEW) keeps"),
                Arguments.of(
                        AtomicMistakes.AtomicByAnotherBinding.class,
                        "EETASK0294: task '@.send' is atomic, but @Transactional(NOT_SUPPORTED) keeps"),
                Arguments.of(
                        AtomicMistakes.AtomicStage.class,
                        "EETASK0295: task '@.send' is atomic and returns a CompletionStage, which"),
                Arguments.of(
                        AtomicMistakes.AtomicProducerOfStages.class,
                        "EETASK0295: task '@.sender' is atomic and returns a CompletionStage, which"),
                Arguments.of(
                        Mistakes.BadTimeout.class,
                        "EETASK0292: the timeout of task '@.send' must be an ISO-8601 duration from PT0.01S to PT8760H, such as PT1H, was"
                                + " '30s'"),
                Arguments.of(Mistakes.ZeroTimeout.class, "EETASK0292: the timeout of task '@.send'"),
                Arguments.of(
                        Mistakes.NameTooLong.class, "EETASK0284: the name of task method @.send must have 1 to 255"),
                Arguments.of(
                        Mistakes.FormerNameTooLong.class,
                        "EETASK0284: the former name of task method @.send must have 1 to 255"),
                Arguments.of(Mistakes.SameName.class, "EETASK0261: task name 'mail' is used by @.resend and by @.send"),
                Arguments.of(
                        Mistakes.FormerNameTaken.class,
                        "EETASK0261: task name 'mail' is used by @.send and by @.write"),
                Arguments.of(Mistakes.EntityParameter.class, "EETASK0320"),
                Arguments.of(Mistakes.EntitiesInAList.class, "EETASK0320"),
                Arguments.of(Mistakes.StreamParameter.class, "EETASK0321"),
                Arguments.of(Mistakes.LambdaParameter.class, "EETASK0323"),
                Arguments.of(Mistakes.ObjectParameter.class, "EETASK0324"),
                Arguments.of(Mistakes.ObjectResult.class, "EETASK0324"),
                Arguments.of(
                        ReferenceMistakes.UnknownTaskHandle.class,
                        "EETASK0282: @.mail refers to task 'mail.sent', but there is none; did you mean 'mail.send'?"),
                Arguments.of(
                        ReferenceMistakes.UnknownTaskLookedUp.class,
                        "EETASK0282: @.mail refers to task 'nothing like it', but there is none"),
                Arguments.of(
                        ReferenceMistakes.HandleOfAnotherType.class,
                        "EETASK0283: @.mail is a TaskHandle<java.lang.Integer, java.lang.Void>, but task 'mail.send' takes"
                                + " java.lang.String and returns void"),
                Arguments.of(
                        ReferenceMistakes.HandleOfTwoParameters.class,
                        "EETASK0283: @.mail is a TaskHandle<java.lang.String,"),
                Arguments.of(
                        ReferenceMistakes.RawHandle.class, "EETASK0286: @.mail is a TaskHandle without type arguments"),
                Arguments.of(
                        ReferenceMistakes.UnknownTaskObserver.class,
                        "EETASK0282: an observer in @ refers to task 'mail.sent', but there is none"),
                Arguments.of(
                        ReferenceMistakes.FormerNameObserver.class,
                        "EETASK0287: an observer in @ refers to a task by its former name 'mail.sent', but events carry"
                                + " the present name; write 'mail.send'"),
                Arguments.of(
                        ReferenceMistakes.UnknownQueueBackend.class,
                        "EETASK0273: @.tasks names backend 'narow', but there is none; configured are [default, narrow];"
                                + " did you mean 'narrow'?"),
                Arguments.of(
                        ProducerMistakes.ProducerOfAnother.class,
                        "EETASK0278: producer @.upper carries @Task and must produce"),
                Arguments.of(ProducerMistakes.ProducerOfASubtype.class, "EETASK0278: producer @.upper"),
                Arguments.of(ProducerMistakes.RawProducer.class, "EETASK0278: producer @.upper"),
                Arguments.of(ProducerMistakes.ProducerOfEntities.class, "EETASK0320"),
                Arguments.of(
                        ProducerMistakes.AttemptsAloneOnProducer.class,
                        "EETASK0269: @.publish carries @Attempts but not @Task"),
                Arguments.of(
                        Mistakes.TaskOnInterceptor.class,
                        "EETASK0268: @ is an interceptor or decorator and cannot declare tasks"),
                Arguments.of(
                        Mistakes.TaskOnDecorator.class,
                        "EETASK0268: @ is an interceptor or decorator and cannot declare tasks"));
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
                        Mistakes.PrivateMethod.class,
                        Mistakes.SameName.class,
                        Mistakes.EntityParameter.class,
                        Mistakes.UnknownBackend.class,
                        Mistakes.BadDelay.class,
                        ReferenceMistakes.UnknownTaskObserver.class)
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
        assertThat(application(Mistakes.ManyMistakes.class).refusal())
                .contains("EETASK0260: the deployment has 3 problem(s)", "EETASK0262", "EETASK0263", "EETASK0265");
    }

    @Test
    void whatIsWrongWithAnAtomicTaskIsReportedTogether() {
        assertThat(application(AtomicMistakes.AtomicStageWithoutTransaction.class)
                        .refusal())
                .contains("EETASK0260: the deployment has 2 problem(s)", "EETASK0294", "EETASK0295");
    }

    @Test
    void whatABeanDeclaresItselfCountsMoreThanItsStereotype() {
        try (TaskContainer app =
                application(AtomicMistakes.FittingDespiteItsStereotype.class).start()) {
            assertThat(app.tasks()).isNotNull();
        }
    }

    @Test
    void whereThereIsNoJtaOneWarningNamesTheAtomicTasks() {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app = TaskContainer.application("immediate", AtomicMistakes.Fitting.class)
                        .start()) {
            assertThat(app.tasks().enqueue(AtomicMistakes.Fitting::send).status())
                    .isEqualTo(TaskStatus.SUCCESSFUL);
            assertThat(log.texts())
                    .containsOnlyOnce("EETASK0296: there is no JTA here, so the atomic tasks ["
                            + AtomicMistakes.Fitting.class.getName()
                            + ".send] run without a transaction, and their completions are written afterwards");
        }
    }

    @Test
    @Tag("B070")
    @Tag("B096")
    void aSoundApplicationDeploysWithoutAWord() {
        for (String type : List.of("dummy", "immediate")) {
            try (LogLines log = LogLines.of("ee.tasks");
                    TaskContainer app =
                            TaskContainer.application(type, Mistakes.Fine.class).start()) {
                assertThat(Optional.of(app.tasks())).isPresent();
                assertThat(log.records()).allMatch(line -> line.getLevel().intValue() <= 800);
            }
        }
    }

    @Test
    void anUnknownKeyIsAWarningWithASuggestion() {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app = application(Mistakes.Fine.class)
                        .with("ee.tasks.worker.concurency", "5")
                        .start()) {
            assertThat(app.tasks()).isNotNull();
            assertThat(log.texts())
                    .contains(
                            "EETASK0201: configuration key ee.tasks.worker.concurency has no effect: EE Tasks has no key of that"
                                    + " name; did you mean ee.tasks.worker.concurrency?");
        }
    }

    @Test
    void anUnknownKeyIsAProblemWhereConfigurationIsStrict() {
        assertThat(application(Mistakes.Fine.class)
                        .with("ee.tasks.config.strict", "true")
                        .with("ee.tasks.task.\"mail.sent\".queue", "fast")
                        .with("ee.tasks.worker.concurency", "5")
                        .refusal())
                .contains("has 2 problem(s)", "EETASK0201", "EETASK0202");
    }

    @Test
    void configurationOverridesAnAnnotationThatIsWrong() {
        String task = "ee.tasks.task.\"" + Mistakes.QueueOfAnother.class.getName() + ".send\".";
        try (TaskContainer app = application(Mistakes.QueueOfAnother.class)
                .with(task + "queue", "slow")
                .with(task + "priority", "7")
                .start()) {
            var result = app.tasks().enqueue(Mistakes.QueueOfAnother::send);

            assertThat(result.queue()).isEqualTo("slow");
            assertThat(result.priority()).isEqualTo(7);
        }
    }

    private static TaskContainer.Application application(Class<?>... beans) {
        return TaskContainer.application("dummy", beans)
                .beans(Mistakes.Fine.class)
                .with("ee.tasks.backends.narrow.type", "dummy")
                .with("ee.tasks.backends.narrow.queues", "slow");
    }

    @Test
    void twoJpaBackendsOnTheSameTablesAreRefused() {
        TaskContainer.Application application = TaskContainer.application("memory", AtomicMistakes.Fitting.class)
                .with("ee.tasks.backends.mail.type", "jpa")
                .with("ee.tasks.backends.reports.type", "jpa");

        assertThat(application.refusal())
                .contains(
                        "EETASK0277: backends 'mail' and 'reports' are of type jpa and both keep their tasks in namespace"
                                + " 'default' of data source java:comp/DefaultDataSource, so that each would run the other's; set"
                                + " ee.tasks.backends.reports.namespace");
    }

    @Test
    void twoJpaBackendsWithNamespacesOrDataSourcesOfTheirOwnAreNot() {
        TaskContainer.Application application = TaskContainer.application("memory", AtomicMistakes.Fitting.class)
                .with("ee.tasks.backends.mail.type", "jpa")
                .with("ee.tasks.backends.reports.type", "jpa")
                .with("ee.tasks.backends.reports.namespace", "reports")
                .with("ee.tasks.backends.books.type", "jpa")
                .with("ee.tasks.backends.books.data-source", "java:/books");

        assertThat(application.refusal()).contains("EETASK0274").doesNotContain("EETASK0277");
    }
}
