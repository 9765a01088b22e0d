package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.Task;
import ee.tasks.TaskFunction;
import ee.tasks.conformance.TaskContainer;
import ee.tasks.tck.LogLines;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Scope;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskScopesTest {

    @SessionScoped
    static class Basket implements Serializable {
        private static final long serialVersionUID = 1L;

        @Task
        public void run() {}
    }

    @ConversationScoped
    static class Wizard implements Serializable {
        private static final long serialVersionUID = 1L;

        @Task
        public void run() {}
    }

    @TransactionScoped
    static class Unit implements Serializable {
        private static final long serialVersionUID = 1L;

        @Task
        public void run() {}
    }

    @SessionScoped
    static class ProducingBasket implements Serializable {
        private static final long serialVersionUID = 1L;

        @Produces
        @Task
        TaskFunction<String, String> run() {
            return text -> text;
        }
    }

    static class ProducerOfAScope {
        @Produces
        @TransactionScoped
        @Task
        TaskFunction<String, String> run() {
            return text -> text;
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Basket.class, Wizard.class, Unit.class, ProducingBasket.class, ProducerOfAScope.class})
    void aScopeThatIsNotActiveInATaskIsRefused(Class<?> mistaken) {
        assertThat(TaskContainer.application("memory", mistaken).refusal())
                .contains("EETASK0291: ", mistaken.getName() + ".run belongs to a bean in the scope @")
                .contains("Scoped, which is not active when a task runs; move it to a bean that is @ApplicationScoped");
    }

    @Scope
    @Retention(RetentionPolicy.RUNTIME)
    @interface Tenant {}

    @Tenant
    static class OfATenant {
        @Task("run")
        public void run() {}
    }

    @Test
    void aScopeThatIsNotKnownIsAWarning() {
        try (LogLines log = LogLines.of("ee.tasks");
                TaskContainer app =
                        TaskContainer.application("dummy", OfATenant.class).start()) {
            assertThat(app.tasks().enqueue(OfATenant::run).task()).isEqualTo("run");
            assertThat(log.texts())
                    .contains("EETASK0259: task method " + OfATenant.class.getName() + ".run belongs to a bean in the"
                            + " scope @" + Tenant.class.getName() + ", which EE Tasks does not know: if that scope"
                            + " is not active on the threads of workers, each attempt fails");
        }
    }
}
