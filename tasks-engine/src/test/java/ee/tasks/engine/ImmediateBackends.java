package ee.tasks.engine;

import ee.tasks.engine.backend.ImmediateBackend;
import ee.tasks.tck.ContractContext;
import java.util.Map;

/** Starts the immediate backend of an engine that is made by hand. */
final class ImmediateBackends {

    private ImmediateBackends() {}

    static Backends.Started start(BackendParts parts) {
        ImmediateBackend backend = new ImmediateBackend(parts.clock());
        backend.start(new ContractContext("default", "default", Map.of(), parts.runner(), parts.log()));
        return Backends.Started.running(backend);
    }
}
