package ee.tasks.cdi;

import ee.tasks.engine.CoreMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionScoped;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;

/** Whether a bean can be had while a task runs: a worker's thread has a request of its own, and nobody's session. */
final class TaskScopes {

    private static final System.Logger LOG = System.getLogger("ee.tasks");

    private static final Set<Class<? extends Annotation>> ACTIVE =
            Set.of(ApplicationScoped.class, RequestScoped.class, Dependent.class, Singleton.class);

    /** By their names: Jakarta Faces need not be there. */
    private static final Set<String> NOT_ACTIVE = Set.of(
            SessionScoped.class.getName(),
            ConversationScoped.class.getName(),
            TransactionScoped.class.getName(),
            "jakarta.faces.view.ViewScoped",
            "jakarta.faces.flow.FlowScoped");

    private TaskScopes() {}

    /** Adds a problem for a scope that is never active in a task, and warns of one that may not be. */
    static void check(String location, Class<? extends Annotation> scope, List<String> problems) {
        if (isNeverActive(scope)) {
            problems.add(DeploymentMessage.SCOPE_NOT_ACTIVE.text(location, scope.getSimpleName()));
        } else if (!ACTIVE.contains(scope)) {
            CoreMessage.SCOPE_UNKNOWN.log(LOG, location, scope.getName());
        }
    }

    static boolean isNeverActive(Class<? extends Annotation> scope) {
        return NOT_ACTIVE.contains(scope.getName());
    }
}
