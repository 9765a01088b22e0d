package ee.tasks.faults.others;

import ee.tasks.Attempts;
import ee.tasks.Task;
import ee.tasks.TaskQueue;
import ee.tasks.faults.app.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Tasks that the first application does not know, and who enqueues them. */
@Path("tasks")
@ApplicationScoped
public class Errands {

    @Inject
    TaskQueue tasks;

    @Inject
    Ledger ledger;

    @Task(value = "errand", atomic = true)
    @Attempts(max = 100, delay = "PT0.5S")
    public String errand(String name, int millis) throws Exception {
        ledger.started();
        ledger.hold(name, "method");
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            ledger.interrupted();
            throw e;
        }
        ledger.finished(name);
        return ledger.worker();
    }

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
            id = tasks.enqueue(Errands::errand, name, millis).id();
            ledger.promised(id, kind);
        }
        return id;
    }
}
