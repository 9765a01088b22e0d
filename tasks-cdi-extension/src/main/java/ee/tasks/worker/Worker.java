package ee.tasks.worker;

public class Worker {
    public Worker(
            WorkerSettings a,
            ee.tasks.spi.TaskStore b,
            ee.tasks.spi.TaskRunner c,
            WorkerEvents d,
            java.util.concurrent.Executor e,
            java.util.concurrent.ThreadFactory f) {}

    public void start() {}

    public void wake() {}

    public void stop() {}
}
