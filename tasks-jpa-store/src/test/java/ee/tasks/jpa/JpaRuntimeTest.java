package ee.tasks.jpa;

import ee.tasks.deploy.Deployment;
import ee.tasks.spi.TaskStore;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskRuntimeContract;
import ee.tasks.tck.Tier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The tier "runtime" on Weld SE with Narayana, and the store in a database. */
class JpaRuntimeTest extends TaskRuntimeContract {

    private static TestDatabase database;
    private static Deployment app;

    @BeforeAll
    static void deploy() {
        database = TestDatabase.open(TestServer.newH2(), TestProvider.HIBERNATE);
        Deployment.over(database::newStore);
        TaskStore migrating = database.newStore();
        migrating.start(TestContext.MIGRATE);
        migrating.stop();
        app = Deployment.of(BEANS);
    }

    @AfterAll
    static void undeploy() {
        app.close();
        database.close();
    }

    @Override
    public Subject subject() {
        return Subject.of("EE Tasks on Weld SE with Narayana, jpa", Tier.version())
                .on(database.product());
    }

    @Override
    public <T> T bean(Class<T> type) {
        return app.bean(type);
    }

    @Override
    public boolean joinsTransactions() {
        return true;
    }

    @Override
    public void inTransaction(boolean commit, Runnable step) {
        TestServer.inTransaction(commit, step);
    }
}
