package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.MissedTicks;
import ee.tasks.Recurring;
import ee.tasks.Task;
import ee.tasks.conformance.TaskContainer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules with one mistake each. */
class RecurringMistakesTest {

    record Mistake(Class<?> bean, String message) {}

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake(WithoutTask.class, "EETASK0350: %s.run carries @Recurring but not @Task; add @Task"),
                new Mistake(TwiceTheSame.class, "EETASK0353: schedule 'run' is declared by %s.run and by %s.run"),
                new Mistake(
                        BadCron.class,
                        "EETASK0351: schedule 'run': the minute of the cron expression '61 * * * *' must be from 0 to 59, was '61'"),
                new Mistake(
                        BothDays.class,
                        "EETASK0351: schedule 'run': the cron expression '0 0 13 * FRI' restricts the day of the month and the day of the week"),
                new Mistake(
                        Never.class,
                        "EETASK0351: schedule 'run': the cron expression '0 0 30 2 *' has no date at all: there is no 30 February"),
                new Mistake(CronAndEvery.class, "EETASK0351: schedule 'run': it needs cron or every, and not both"),
                new Mistake(NoTime.class, "EETASK0351: schedule 'run': it needs cron or every, and not both"),
                new Mistake(
                        BadZone.class,
                        "EETASK0351: schedule 'run': there is no time zone 'Europe/Londn'; did you mean 'Europe/London'?"),
                new Mistake(
                        BadEvery.class,
                        "EETASK0351: schedule 'run': every must be an ISO-8601 duration from PT1S to P365D, such as PT1H, was '1 hour'"),
                new Mistake(
                        MissingArguments.class,
                        "EETASK0354: the arguments of schedule 'run' do not fit its task, which takes 1 (int): \"arguments\""
                                + " has none for parameter 1 'number', of the type int; write @Recurring(arguments ="
                                + " \"[1]\")"),
                new Mistake(
                        MissingText.class,
                        "EETASK0354: the arguments of schedule 'run' do not fit its task, which takes 2 (java.lang.String,"
                                + " long): \"arguments\" has none for parameter 1 'region', of the type java.lang.String;"
                                + " write @Recurring(arguments = \"[\\\"...\\\", 1]\")"),
                new Mistake(
                        WrongArguments.class,
                        "EETASK0354: the arguments of schedule 'run' do not fit its task, which takes 1 (int): \"arguments\""
                                + " has \"seven\" for parameter 1 'number', of the type int; write"),
                new Mistake(
                        NullForANumber.class,
                        "EETASK0354: the arguments of schedule 'run' do not fit its task, which takes 1 (int): \"arguments\""
                                + " has null for parameter 1 'number', of the type int; write"),
                new Mistake(
                        TooManyArguments.class,
                        "EETASK0354: the arguments of schedule 'run' do not fit its task, which takes nothing: \"arguments\""
                                + " has 2; leave arguments out"),
                new Mistake(
                        NoArray.class,
                        "EETASK0354: the arguments of schedule 'run' do not fit its task, which takes 1 (java.lang.String):"
                                + " \"arguments\" is no JSON array, was '\"a\"'; write"),
                new Mistake(AllAndSkip.class, "EETASK0351: schedule 'run': missed = ALL needs overlap = QUEUE"),
                new Mistake(BadId.class, "EETASK0352: the id of a schedule must have 1 to 255 characters"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreFoundAtDeployment(Mistake mistake) {
        String refusal = TaskContainer.application("memory", mistake.bean()).refusal();

        assertThat(refusal)
                .contains(mistake.message().replace("%s", mistake.bean().getName()));
    }

    @ApplicationScoped
    static class WithoutTask {
        @Recurring(every = "PT1S")
        public void run() {}
    }

    @ApplicationScoped
    static class TwiceTheSame {
        @Task("run")
        @Recurring(every = "PT1S")
        @Recurring(every = "PT2S")
        public void run() {}
    }

    @ApplicationScoped
    static class BadCron {
        @Task("run")
        @Recurring(cron = "61 * * * *")
        public void run() {}
    }

    @ApplicationScoped
    static class BothDays {
        @Task("run")
        @Recurring(cron = "0 0 13 * FRI")
        public void run() {}
    }

    @ApplicationScoped
    static class Never {
        @Task("run")
        @Recurring(cron = "0 0 30 2 *")
        public void run() {}
    }

    @ApplicationScoped
    static class CronAndEvery {
        @Task("run")
        @Recurring(cron = "* * * * *", every = "PT1S")
        public void run() {}
    }

    @ApplicationScoped
    static class NoTime {
        @Task("run")
        @Recurring
        public void run() {}
    }

    @ApplicationScoped
    static class BadZone {
        @Task("run")
        @Recurring(cron = "* * * * *", zone = "Europe/Londn")
        public void run() {}
    }

    @ApplicationScoped
    static class BadEvery {
        @Task("run")
        @Recurring(every = "1 hour")
        public void run() {}
    }

    @ApplicationScoped
    static class MissingArguments {
        @Task("run")
        @Recurring(every = "PT1S")
        public void run(int number) {}
    }

    @ApplicationScoped
    static class WrongArguments {
        @Task("run")
        @Recurring(every = "PT1S", arguments = "[\"seven\"]")
        public void run(int number) {}
    }

    @ApplicationScoped
    static class MissingText {
        @Task("run")
        @Recurring(every = "PT1S")
        public void run(String region, long days) {}
    }

    @ApplicationScoped
    static class NullForANumber {
        @Task("run")
        @Recurring(every = "PT1S", arguments = "[null]")
        public void run(int number) {}
    }

    @ApplicationScoped
    static class TooManyArguments {
        @Task("run")
        @Recurring(every = "PT1S", arguments = "[1, 2]")
        public void run() {}
    }

    @ApplicationScoped
    static class NoArray {
        @Task("run")
        @Recurring(every = "PT1S", arguments = "\"a\"")
        public void run(String text) {}
    }

    @ApplicationScoped
    static class AllAndSkip {
        @Task("run")
        @Recurring(every = "PT1S", missed = MissedTicks.ALL)
        public void run() {}
    }

    @ApplicationScoped
    static class BadId {
        @Task("run")
        @Recurring(id = " ", every = "PT1S")
        public void run() {}
    }
}
