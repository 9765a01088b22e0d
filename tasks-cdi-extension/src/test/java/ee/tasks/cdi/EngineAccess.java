package ee.tasks.cdi;

import ee.tasks.engine.BackendAccess;
import ee.tasks.engine.TaskEngine;
import ee.tasks.spi.TaskBackend;
import jakarta.enterprise.inject.spi.BeanManager;

/** Lets tests of other packages see what the extension made. */
public final class EngineAccess {

    private EngineAccess() {}

    public static TaskEngine engine(BeanManager beans) {
        return beans.createInstance().select(TasksRuntime.class).get().engine();
    }

    public static TaskBackend backend(BeanManager beans, String name) {
        return BackendAccess.backend(engine(beans), name);
    }
}
