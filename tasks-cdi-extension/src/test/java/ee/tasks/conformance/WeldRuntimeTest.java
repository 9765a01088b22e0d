package ee.tasks.conformance;

import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskRuntimeContract;
import ee.tasks.tck.Tier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The tier "runtime" on Weld SE, with the backend in memory and without transactions. */
class WeldRuntimeTest extends TaskRuntimeContract {

    private static TaskContainer app;

    @BeforeAll
    static void deploy() {
        app = TaskContainer.application("memory", BEANS.toArray(Class<?>[]::new))
                .start();
    }

    @AfterAll
    static void undeploy() {
        app.close();
    }

    @Override
    public Subject subject() {
        return Subject.of("EE Tasks on Weld SE, memory", Tier.version());
    }

    @Override
    public <T> T bean(Class<T> type) {
        return app.get(type);
    }
}
