package ee.tasks.engine.backend;

import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRunner;
import ee.tasks.tck.Subject;
import ee.tasks.tck.TaskBackendContract;
import ee.tasks.tck.Tier;
import java.time.Clock;

class ImmediateBackendContractTest extends TaskBackendContract {

    @Override
    public Subject subject() {
        return Subject.of("EE Tasks immediate backend", Tier.version());
    }

    @Override
    public TaskBackend newBackend(TaskRunner runner) {
        return new ImmediateBackend(Clock.systemUTC());
    }
}
