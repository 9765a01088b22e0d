package ee.tasks.it.app;

import ee.tasks.TaskError;
import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.stream.LongStream;

/** Lets a test outside the server enqueue tasks and read what became of them. */
@Path("/")
@RequestScoped
public class Probe {

    @Inject
    TaskQueue tasks;

    @Inject
    Ledger ledger;

    @POST
    @Path("greet/{name}")
    public String greet(@PathParam("name") String name) {
        return tasks.enqueue(Newsletter::greet, name).id();
    }

    @POST
    @Path("fail")
    public String fail() {
        return tasks.enqueue(Newsletter::alwaysFails).id();
    }

    @POST
    @Path("stubborn")
    public String stubborn() {
        return tasks.enqueue(Newsletter::waitsTheFirstTime).id();
    }

    @POST
    @Path("pages/{page}/{users}")
    public String pages(@PathParam("page") long page, @PathParam("users") long users) {
        return tasks.enqueueAll(LongStream.range(0, users)
                        .mapToObj(user -> TaskInvocation.of(Newsletter::sendPageChanged, page, user)))
                .id();
    }

    @GET
    @Path("status/{id}")
    public String status(@PathParam("id") String id) {
        return tasks.result(id).status().name();
    }

    @GET
    @Path("seen/{id}")
    public String seen(@PathParam("id") String id) {
        return tasks.result(id).metadata().getOrDefault("seen", "no");
    }

    @GET
    @Path("value/{id}")
    public String value(@PathParam("id") String id) {
        return tasks.result(id, String.class).returnValue();
    }

    @GET
    @Path("error/{id}")
    public String error(@PathParam("id") String id) {
        TaskError error = tasks.result(id).errors().get(0);
        return error.exceptionClass() + ": " + error.message();
    }

    /** How often, and for how many users, a page was sent by this application. */
    @GET
    @Path("sent/{page}")
    public String sent(@PathParam("page") long page) {
        return ledger.count("page " + page + " ") + " " + ledger.distinct("page " + page + " ");
    }
}
