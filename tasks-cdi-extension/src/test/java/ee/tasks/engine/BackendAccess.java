package ee.tasks.engine;

import ee.tasks.spi.TaskBackend;

/** Lets tests of other packages see the backends of an engine. */
public final class BackendAccess {

    private BackendAccess() {}

    public static TaskBackend backend(TaskEngine engine, String name) {
        return engine.backends().get(name).backend();
    }
}
