package ee.tasks.it.namespaces;

import ee.tasks.TaskQueue;
import ee.tasks.TaskResultNotFoundException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;

/** Lets a test outside the server enqueue tasks and read what became of them. */
@Path("/")
@RequestScoped
public class SharedProbe {

    @Inject
    TaskQueue tasks;

    @Inject
    Shared shared;

    /** Answers with the id of the last. */
    @POST
    @Path("run/{application}/{count}")
    public String run(@PathParam("application") String application, @PathParam("count") int count) {
        String last = null;
        for (int i = 0; i < count; i++) {
            last = tasks.enqueue(Shared::run, application).id();
        }
        return last;
    }

    @POST
    @Path("once/{key}")
    public String once(@PathParam("key") String key) {
        return tasks.runAfter(Duration.ofDays(1))
                .unique(key)
                .enqueue(Shared::run, "nobody")
                .id();
    }

    @GET
    @Path("ran")
    public String ran() {
        return shared.ran();
    }

    @GET
    @Path("status/{id}")
    public String status(@PathParam("id") String id) {
        try {
            return tasks.result(id).status().name();
        } catch (TaskResultNotFoundException notOurs) {
            return "unknown";
        }
    }
}
