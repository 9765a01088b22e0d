package ee.tasks.it.ear.business;

import ee.tasks.TaskQueue;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Enqueues while the application starts. */
@Startup
@Singleton
public class Opening {

    @Inject
    TaskQueue tasks;

    private String id;

    @PostConstruct
    void open() {
        id = tasks.enqueue(Deliveries::deliver, "the first parcel").id();
    }

    public String id() {
        return id;
    }
}
