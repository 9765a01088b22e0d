package ee.tasks.demo.web;

import static ee.tasks.TaskStatus.READY;
import static ee.tasks.TaskStatus.RUNNING;
import static java.util.stream.Collectors.toMap;

import ee.tasks.TaskException;
import ee.tasks.TaskQueue;
import ee.tasks.TaskStatus;
import ee.tasks.demo.Activity;
import ee.tasks.demo.Archive;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What became of the tasks. */
@Path("tasks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class Tasks {

    private static final int SHOWN = 40;
    private static final String RUNNING_THEN_NEWEST = """
            select a from Activity a
            order by case when a.status = ee.tasks.TaskStatus.RUNNING then 0 else 1 end, a.enqueuedAt desc, a.taskId desc""";

    @Inject
    TaskQueue tasks;

    @PersistenceContext
    EntityManager entities;

    @Inject
    @ConfigProperty(name = "ee.tasks.backend", defaultValue = "immediate")
    String backend;

    @GET
    public Desk all() {
        var newest = entities.createQuery(RUNNING_THEN_NEWEST, Activity.class)
                .setMaxResults(SHOWN)
                .getResultStream()
                .map(this::upToDate)
                .toList();
        return new Desk(backend, counts(newest), newest);
    }

    @GET
    @Path("{id}")
    public TaskDetails one(@PathParam("id") String id) {
        return TaskDetails.of(tasks.result(id));
    }

    @POST
    @Path("archive")
    public Response bindArchive(@QueryParam("volumes") @DefaultValue("20") int volumes) {
        var result = tasks.enqueue(Archive::bind, volumes);
        return Response.accepted(new Enqueued(result.id())).build();
    }

    private TaskView upToDate(Activity activity) {
        if (activity.status().isFinished()) return TaskView.of(activity);
        try {
            return TaskView.of(tasks.result(activity.taskId()));
        } catch (TaskException e) {
            // this backend keeps no results: what the events said has to do
            return TaskView.of(activity);
        }
    }

    /** A task's end is noted a moment after it; how many run is therefore counted among those just asked. */
    private Map<TaskStatus, Long> counts(List<TaskView> newest) {
        Map<TaskStatus, Long> counts = entities.createQuery(
                        "select a.status, count(a) from Activity a group by a.status", Object[].class)
                .getResultStream()
                .collect(toMap(row -> (TaskStatus) row[0], row -> (Long) row[1]));
        long running = newest.stream().filter(task -> task.status() == RUNNING).count();
        long unfinished = counts.getOrDefault(READY, 0L) + counts.getOrDefault(RUNNING, 0L);
        counts.put(RUNNING, running);
        counts.put(READY, Math.max(0, unfinished - running));
        return counts;
    }

    /** A task that was taken on. */
    public record Enqueued(String id) {}

    /** The configured backend, how many tasks are in which state, and those that run with the newest others. */
    public record Desk(String backend, Map<TaskStatus, Long> counts, List<TaskView> newest) {}
}
