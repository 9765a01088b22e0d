package ee.tasks.engine.backend;

import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRunner;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskBackendContract;
import ee.tasks.tck.Tier;
import java.time.Clock;

class DummyBackendContractTest extends TaskBackendContract {

    @Override
    public Subject subject() {
        return Subject.of("EE Tasks dummy backend", Tier.version());
    }

    @Override
    public TaskBackend newBackend(TaskRunner runner) {
        return new DummyBackend(Clock.systemUTC());
    }

    @Override
    public boolean runs() {
        return false;
    }
}
