package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskStatus;
import ee.tasks.conformance.TaskContainer;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BeanKindsTest {

    @Singleton
    static class Diary {
        final List<String> lines = new CopyOnWriteArrayList<>();
    }

    @RequestScoped
    static class Visit {
        static final int[] COUNT = new int[1];
        private final int number = ++COUNT[0];

        @Inject
        Diary diary;

        public int number() {
            return number;
        }

        @PreDestroy
        void end() {
            diary.lines.add("visit ended");
        }
    }

    @ApplicationScoped
    static class Application {
        @Inject
        Visit visit;

        @Task
        public int visit() {
            return visit.number() == visit.number() ? visit.number() : -1;
        }
    }

    @RequestScoped
    static class Request {
        private int calls;

        @Task
        public int count() {
            return ++calls;
        }
    }

    @Singleton
    static class Single {
        private int calls;

        @Task
        public int count() {
            return ++calls;
        }
    }

    @Dependent
    static class Companion {
        @Inject
        Diary diary;

        @PreDestroy
        void end() {
            diary.lines.add("companion destroyed");
        }
    }

    @Dependent
    static class Loose {
        static final CompletableFuture<String> PROMISE = new CompletableFuture<>();

        @Inject
        Diary diary;

        @Inject
        Companion companion;

        @Task
        public void note(String text) {
            diary.lines.add(text);
        }

        @Task
        public void fail() {
            throw new IllegalStateException();
        }

        @Task
        public CompletionStage<String> promise() {
            return PROMISE;
        }

        @PreDestroy
        void end() {
            diary.lines.add("destroyed");
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Loud {}

    @Loud
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Amplifier {
        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            return call.proceed() + "!";
        }
    }

    @ApplicationScoped
    static class Speaker {
        @Inject
        TaskContext context;

        @Inject
        TaskQueue tasks;

        @Loud
        @Task
        public String speak(String text) {
            return text;
        }

        @Task
        public List<String> nest() {
            String outer = context.result().id();
            String inner = tasks.backend("now").enqueue(Speaker::id).returnValue();
            return List.of(outer, inner, context.result().id());
        }

        @Task
        public String id() {
            return context.result().id();
        }
    }

    @AutoClose
    final TaskContainer app = TaskContainer.application(
                    "immediate",
                    Diary.class,
                    Visit.class,
                    Application.class,
                    Request.class,
                    Single.class,
                    Companion.class,
                    Loose.class,
                    Amplifier.class,
                    Speaker.class)
            .start();

    final TaskQueue tasks = app.tasks();
    final Diary diary = app.get(Diary.class);

    @Test
    void eachTaskHasARequestScopeOfItsOwnThatEndsWithIt() {
        int first = tasks.enqueue(Application::visit).returnValue();

        assertThat(diary.lines).containsExactly("visit ended");
        assertThat(tasks.enqueue(Application::visit).returnValue()).isEqualTo(first + 1);
        assertThat(diary.lines).hasSize(2);
    }

    @Test
    void aRequestScopedBeanIsNewForEachTaskAndASingletonIsNot() {
        assertThat(tasks.enqueue(Request::count).returnValue()).isEqualTo(1);
        assertThat(tasks.enqueue(Request::count).returnValue()).isEqualTo(1);
        assertThat(tasks.enqueue(Single::count).returnValue()).isEqualTo(1);
        assertThat(tasks.enqueue(Single::count).returnValue()).isEqualTo(2);
    }

    @Test
    void aDependentBeanAndWhatHangsOnItAreDestroyedAfterTheRun() {
        tasks.enqueue(Loose::note, "ran");

        assertThat(diary.lines).startsWith("ran").containsExactlyInAnyOrder("ran", "destroyed", "companion destroyed");
    }

    @Test
    void aDependentBeanIsDestroyedAfterAFailureToo() {
        assertThat(tasks.enqueue(Loose::fail).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(diary.lines).containsExactlyInAnyOrder("destroyed", "companion destroyed");
    }

    @Test
    void interceptorsApply() {
        assertThat(tasks.enqueue(Speaker::speak, "Hello").returnValue()).isEqualTo("Hello!");
    }

    @Test
    void aTaskThatRunsWithinAnotherHasItsOwnContextAndGivesTheOuterOneBack() {
        try (TaskContainer worker = TaskContainer.application("memory", Amplifier.class, Speaker.class)
                .with("ee.tasks.backends.now.type", "immediate")
                .start()) {
            TaskResult<List<String>> result =
                    worker.tasks().enqueue(Speaker::nest).await(Duration.ofMinutes(1));

            List<String> ids = result.returnValue();
            assertThat(ids.get(0)).isEqualTo(result.id()).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1));
        }
    }
}
