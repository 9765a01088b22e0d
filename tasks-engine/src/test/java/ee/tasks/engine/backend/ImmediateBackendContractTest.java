package ee.tasks.engine.backend;

import ee.tasks.spi.TaskBackend;
import ee.tasks.spi.TaskRunner;
import ee.tasks.tck.TaskBackendContract;
import java.time.Clock;

class ImmediateBackendContractTest extends TaskBackendContract {

    @Override
    public TaskBackend newBackend(TaskRunner runner) {
        return new ImmediateBackend(Clock.systemUTC());
    }
}
