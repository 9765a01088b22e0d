package ee.tasks.it.gate;

import ee.tasks.TaskError;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lets a test outside the server enqueue the tasks and read what became of them. */
@Path("/")
@RequestScoped
public class GateProbe {

    @Inject
    TaskQueue tasks;

    /** Answers with the ids. */
    @POST
    @Path("hold/{count}")
    public String hold(@PathParam("count") int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> tasks.enqueue(Gate::hold, number).id())
                .collect(Collectors.joining(","));
    }

    @POST
    @Path("run/{task}")
    public String run(@PathParam("task") String task) {
        return tasks.enqueue(TaskInvocation.named(task)).id();
    }

    @GET
    @Path("status/{id}")
    public String status(@PathParam("id") String id) {
        return tasks.result(id).status() + " " + tasks.result(id).attempts();
    }

    @GET
    @Path("errors/{id}")
    public String errors(@PathParam("id") String id) {
        return tasks.result(id).errors().stream().map(TaskError::exceptionClass).collect(Collectors.joining(" "));
    }
}
