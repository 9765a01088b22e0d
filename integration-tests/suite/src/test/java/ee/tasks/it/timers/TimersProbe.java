package ee.tasks.it.timers;

import ee.tasks.TaskQueue;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.util.stream.Collectors;

/** Lets a test outside the server enqueue, and see what timeouts enqueued and which ticks ran. */
@Path("/")
@RequestScoped
public class TimersProbe {

    @Inject
    HourBell bell;

    @Inject
    Chimes chimes;

    @Inject
    TaskQueue tasks;

    /** Lines of an instant and an id. */
    @GET
    @Path("enqueued")
    public String enqueued() {
        return bell.enqueued().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** One a line. */
    @GET
    @Path("ticks")
    public String ticks() {
        return chimes.ticks().stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }

    /** Answers with the id. */
    @POST
    @Path("later/{delay}")
    public String later(@PathParam("delay") String delay) {
        return tasks.runAfter(Duration.parse(delay))
                .enqueue(Chimes::strike, "later")
                .id();
    }

    @GET
    @Path("status/{id}")
    public String status(@PathParam("id") String id) {
        return tasks.result(id).status().name();
    }
}
