package ee.tasks.it.app;

import ee.tasks.Task;
import jakarta.ejb.Singleton;

/** A singleton session bean with a task. */
@Singleton
public class Counter {

    private int count;

    @Task
    public int next() {
        return ++count;
    }
}
