package ee.tasks.it.wildfly.pools;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.stream.LongStream;

/** Enqueues the tasks. */
@Path("/")
@RequestScoped
public class PoolsProbe {

    @Inject
    TaskQueue tasks;

    @POST
    @Path("hold/{pool}/{count}/{seconds}")
    public String hold(
            @PathParam("pool") String pool, @PathParam("count") long count, @PathParam("seconds") double seconds) {
        return tasks.enqueueAll(
                        LongStream.range(0, count).mapToObj(number -> TaskInvocation.of(Holding::hold, pool, seconds)))
                .id();
    }
}
