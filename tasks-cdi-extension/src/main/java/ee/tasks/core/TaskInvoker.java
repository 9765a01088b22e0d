package ee.tasks.core;

/** Calls a task's code on the calling thread, within whatever scope it needs. */
@FunctionalInterface
public interface TaskInvoker {

    Object invoke(Object[] arguments) throws Throwable;
}
