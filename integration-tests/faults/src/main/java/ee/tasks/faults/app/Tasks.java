package ee.tasks.faults.app;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;

/** Enqueues, and notes in the same transaction what was promised. */
@Path("tasks")
@RequestScoped
public class Tasks {

    @Inject
    TaskQueue tasks;

    @Inject
    Ledger ledger;

    /** Whether it answers is what is asked. */
    @GET
    public String ready() {
        return "ready";
    }

    /** @return the id of the last one */
    @POST
    @Transactional
    public String enqueue(
            @QueryParam("kind") String kind,
            @QueryParam("name") @DefaultValue("") String name,
            @QueryParam("millis") @DefaultValue("0") int millis,
            @QueryParam("count") @DefaultValue("1") int count)
            throws SQLException {
        String id = "";
        for (int i = 0; i < count; i++) {
            id = enqueue(kind, name, millis).id();
            ledger.promised(id, kind);
        }
        return id;
    }

    private TaskResult<?> enqueue(String kind, String name, int millis) {
        return switch (kind) {
            case "plain" -> tasks.enqueue(Work::plain, name, millis);
            case "limited" -> tasks.enqueue(Work::limited, name, millis);
            case "once" -> tasks.enqueue(Work::once, name, millis);
            case "reporting" -> tasks.enqueue(Work::reporting, name, millis);
            case "atomic" -> tasks.enqueue(Work::atomic, name, millis);
            // the other application's
            case "errand" -> tasks.enqueue(TaskInvocation.named("errand", name, millis));
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
