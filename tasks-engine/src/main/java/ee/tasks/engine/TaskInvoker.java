package ee.tasks.engine;

/** Calls a task's code on the calling thread, within whatever scope it needs. */
@FunctionalInterface
public interface TaskInvoker {

    /** @return of a stage, a future that may be completed to give the stage up */
    Object invoke(Object[] arguments) throws Throwable;
}
