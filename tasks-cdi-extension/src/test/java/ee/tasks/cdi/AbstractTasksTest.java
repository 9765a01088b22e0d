package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.InvalidTaskException;
import ee.tasks.Task;
import ee.tasks.conformance.TaskContainer;
import ee.tasks.tck.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import org.junit.jupiter.api.Test;

/** {@code @Task} on what no bean inherits it from. */
class AbstractTasksTest {

    public interface Channel {
        @Task
        void deliver(String to);
    }

    @ApplicationScoped
    static class Sms implements Channel {
        @Override
        public void deliver(String to) {}
    }

    @ApplicationScoped
    static class Mail implements Channel {
        @Override
        @Task
        public void deliver(String to) {}
    }

    public interface Greeting {
        @Task
        default void greet(String who) {}
    }

    @ApplicationScoped
    static class English implements Greeting {}

    public abstract static class Importer<T> {
        @Task
        public abstract void load(T item);

        @Task
        public void clean() {}
    }

    @ApplicationScoped
    static class Books extends Importer<String> {
        @Override
        public void load(String item) {}

        @Override
        public void clean() {}
    }

    @Test
    void anInterfacesMethodIsRefusedWhereABeanOverridesItWithoutTask() {
        assertThat(refusal(Sms.class))
                .contains(
                        "EETASK0258: %s.deliver has @Task, but no bean has it as a method: %s overrides it without @Task;"
                                .formatted(Channel.class.getName(), Sms.class.getName()))
                .contains("give " + Sms.class.getName() + ".deliver @Task");
    }

    @Test
    void aDefaultMethodIsRefusedToo() {
        assertThat(refusal(English.class))
                .contains(
                        "EETASK0258: %s.greet has @Task, but no bean has it as a method: %s inherits it from the interface;"
                                .formatted(Greeting.class.getName(), English.class.getName()));
    }

    @Test
    void soIsAnAbstractMethodAndNotOneThatAnOverrideTakesBack() {
        assertThat(refusal(Books.class))
                .contains("has 1 problem(s)")
                .contains(
                        "EETASK0258: %s.load has @Task, but no bean has it as a method: %s overrides it without @Task;"
                                .formatted(Importer.class.getName(), Books.class.getName()));
    }

    @Test
    void whereTheBeansMethodHasItTooAllIsWell() {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app = TaskContainer.application("dummy", Channel.class, Mail.class)
                        .start()) {
            assertThat(app.tasks().enqueue(Channel::deliver, "Ann").task())
                    .isEqualTo(Mail.class.getName() + ".deliver");
            assertThat(log.texts()).noneMatch(line -> line.startsWith("EETASK0258"));
        }
    }

    @Test
    void whatNoBeanImplementsIsAWarningAndSaysSoWhereItIsEnqueued() {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app =
                        TaskContainer.application("dummy", Channel.class).start()) {
            assertThat(log.texts())
                    .anyMatch(line -> line.startsWith("EETASK0258: " + Channel.class.getName()
                            + ".deliver has @Task, but no bean has it as a method: no bean has the type "
                            + Channel.class.getName()));
            assertThatThrownBy(() -> app.tasks().enqueue(Channel::deliver, "Ann"))
                    .isInstanceOf(InvalidTaskException.class)
                    .hasMessageStartingWith(
                            "EETASK0220: " + Channel.class.getName()
                                    + ".deliver is not a task; it has @Task, but no bean here has the method: give its class a scope");
        }
    }

    @ApplicationScoped
    static class Pages {
        @Task
        public void clean() {}
    }

    @ApplicationScoped
    static class OldPages extends Pages {
        @Override
        public void clean() {}
    }

    @Test
    void anOverrideThatTookItBackSaysWhoseItOverrides() {
        try (TaskContainer app =
                TaskContainer.application("dummy", OldPages.class).start()) {
            assertThatThrownBy(() -> app.tasks().enqueue(OldPages::clean))
                    .hasMessage(
                            "EETASK0220: %s.clean is not a task; it overrides the method of %s, but does not inherit @Task;"
                                            .formatted(OldPages.class.getName(), Pages.class.getName())
                                    + " give it @Task");
        }
    }

    private static String refusal(Class<?> bean) {
        return TaskContainer.application("dummy", bean).refusal();
    }
}
