package ee.tasks.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.Attempts;
import ee.tasks.InvalidTaskException;
import ee.tasks.Task;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TaskDeclarationTest {

    public interface Sender {
        void send(String to);

        void ring(String to);
    }

    @ApplicationScoped
    static class Mail implements Sender {
        @Override
        @Task
        public void send(String to) {}

        @Override
        @Task
        public void ring(String to) {}
    }

    @ApplicationScoped
    static class Phone implements Sender {
        @Override
        public void send(String to) {}

        @Override
        @Task("phone.ring")
        public void ring(String to) {}
    }

    public abstract static class Importer<T> {
        @Task
        public T load(T item, List<T> more) {
            return item;
        }

        @Task
        public abstract T store(T item);

        @Task
        public void clean() {}
    }

    @RequestScoped
    static class BookImporter extends Importer<String> {
        @Override
        @Task("books.store")
        public String store(String item) {
            return item;
        }

        @Override
        public void clean() {}
    }

    @ApplicationScoped
    static class NumberImporter extends Importer<Integer> {
        @Override
        @Task(value = "numbers.store", formerNames = "numbers.save")
        @Attempts(max = 2)
        public Integer store(Integer item) {
            return item;
        }
    }

    @AutoClose
    static final TaskContainer app = TaskContainer.application(
                    "immediate", Mailer.class, Mail.class, Phone.class, BookImporter.class, NumberImporter.class)
            .start();

    final TaskQueue tasks = app.tasks();

    @Test
    @Tag("B002")
    @Tag("B004")
    @Tag("B036")
    @Tag("B037")
    void aTaskIsNamedByClassAndMethodAndFoundByThatName() {
        TaskResult<Integer> result = tasks.enqueue(Mailer::add, 1, 2);

        assertThat(result.task()).isEqualTo("ee.tasks.conformance.Mailer.add");
        assertThat(tasks.enqueue(TaskInvocation.named(result.task(), 1, 2)).task())
                .isEqualTo(result.task());
    }

    @Test
    @Tag("B025")
    void callingTheMethodJustRunsIt() {
        assertThat(app.get(Mailer.class).greet("Ann")).isEqualTo("Hello Ann");
    }

    @Test
    @Tag("B028")
    void callingAMethodThatReturnsAStageGivesTheStage() {
        assertThat(app.get(Mailer.class).later(1).toCompletableFuture()).isCompletedWithValue(2);
    }

    @Test
    @Tag("B008")
    @Tag("B009")
    void anArgumentOfAnotherTypeIsRefused() {
        TaskInvocation<?> wrong = TaskInvocation.named("ee.tasks.conformance.Mailer.greet", LocalDateTime.now());

        assertThatThrownBy(() -> tasks.enqueue(wrong))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageStartingWith("EETASK0302")
                .hasMessageContaining("java.time.LocalDateTime");
    }

    @Test
    @Tag("B049")
    void attributesMayBeMixedAndTheUnsetOnesKeepTheirDefaults() {
        assertThat(tasks.enqueue(Mailer::urgent, "ann@example.org"))
                .returns("mail.urgent", TaskResult::task)
                .returns("urgent", TaskResult::queue)
                .returns(50, TaskResult::priority)
                .returns("default", TaskResult::backend);
    }

    @Test
    void aMethodThatIsNoTaskIsRefusedSayingWhatToDo() {
        assertThatThrownBy(() -> tasks.enqueue(Mailer::noTask))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessage(
                        "EETASK0220: ee.tasks.conformance.Mailer.noTask is not a task; give the method @Task, and its"
                                + " class a scope such as @ApplicationScoped");
    }

    @Test
    void anInterfacesMethodMeansTheOneBeanMethodThatImplementsIt() {
        assertThat(tasks.enqueue(Sender::send, "Ann").task()).isEqualTo(Mail.class.getName() + ".send");
    }

    @Test
    void whereSeveralBeansImplementItTheMessageNamesThem() {
        assertThatThrownBy(() -> tasks.enqueue(Sender::ring, "Ann"))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageStartingWith("EETASK0221")
                .hasMessageContaining(Mail.class.getName() + ".ring, " + Phone.class.getName() + ".ring");
        assertThat(tasks.enqueue(Phone::ring, "Ann").task()).isEqualTo("phone.ring");
    }

    @Test
    void anInheritedGenericMethodIsATaskOfEachBeanWithItsOwnTypes() {
        TaskResult<String> book = tasks.enqueue(BookImporter::load, "Ulysses", List.of("Emma"));
        TaskResult<Integer> number = tasks.enqueue(NumberImporter::load, 1, List.of(2));

        assertThat(book.task()).isEqualTo(BookImporter.class.getName() + ".load");
        assertThat(book.returnValue()).isEqualTo("Ulysses");
        assertThat(number.returnValue()).isEqualTo(1);
        assertThat(number.arguments()).containsExactly(1, List.of(2));
    }

    @Test
    void anOverriddenGenericMethodIsOneTaskNotThree() {
        assertThat(tasks.enqueue(BookImporter::store, "Emma"))
                .returns("books.store", TaskResult::task)
                .returns("Emma", TaskResult::returnValue);
        assertThat(app.engine().registry().names()).noneMatch(name -> name.endsWith("Importer.store"));
    }

    @Test
    void aMethodOverriddenWithoutTheAnnotationIsNoTask() {
        assertThatThrownBy(() -> tasks.enqueue(BookImporter::clean)).hasMessageStartingWith("EETASK0220");
        assertThat(tasks.enqueue(NumberImporter::clean).task()).isEqualTo(NumberImporter.class.getName() + ".clean");
    }

    @Test
    void aFormerNameStillMeansTheTaskAndWhatIsEnqueuedHasTheNewOne() {
        TaskResult<Integer> result =
                tasks.enqueue(TaskInvocation.named("numbers.save", 3).returning(Integer.class));

        assertThat(result.task()).isEqualTo("numbers.store");
        assertThat(result.returnValue()).isEqualTo(3);
    }

    @Test
    void aTaskWhoseCodeIsElsewhereFailsWhereItWouldHaveToRunHere() {
        TaskResult<?> result = tasks.enqueue(TaskInvocation.named("somewhere.else", 1, "two"));

        assertThat(result.errors().get(0).message())
                .isEqualTo("EETASK0230: there is no task 'somewhere.else' in this deployment");
        assertThat(tasks.enqueue(TaskInvocation.named("books.stor", "Emma"))
                        .errors()
                        .get(0)
                        .message())
                .isEqualTo("EETASK0230: there is no task 'books.stor' in this deployment; did you mean 'books.store'?");
    }
}
