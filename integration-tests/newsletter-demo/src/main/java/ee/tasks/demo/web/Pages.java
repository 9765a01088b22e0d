package ee.tasks.demo.web;

import ee.tasks.TaskQueue;
import ee.tasks.demo.Newsletter;
import ee.tasks.demo.Page;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.List;

/** Publishing a page mails every subscriber, each mail one task. */
@Path("pages")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class Pages {

    @Inject
    TaskQueue tasks;

    @PersistenceContext
    EntityManager entities;

    @POST
    @Path("{id}/publish")
    @Transactional
    public Response publish(@PathParam("id") long pageId) {
        return publish(pageId, tasks);
    }

    /** Not every backend can wait; one that cannot says so here. */
    @POST
    @Path("{id}/publish-later")
    @Transactional
    public Response publishLater(
            @PathParam("id") long pageId, @QueryParam("seconds") @DefaultValue("10") long seconds) {
        return publish(pageId, tasks.runAfter(Duration.ofSeconds(seconds)));
    }

    /** The transaction is rolled back, and the mails with it. */
    @POST
    @Path("{id}/publish-and-fail")
    @Transactional
    public Response publishAndFail(@PathParam("id") long pageId) {
        publish(pageId, tasks);
        throw new WebApplicationException(
                new Problem("The press broke: rolled back, no edition, no mails").as(Status.SERVICE_UNAVAILABLE));
    }

    private Response publish(long pageId, TaskQueue queue) {
        var page = entities.find(Page.class, pageId);
        if (page == null) throw new NotFoundException();
        page.publish();
        var subscribers = subscribers();
        for (long userId : subscribers) queue.enqueue(Newsletter::sendPageChanged, pageId, userId);
        return Response.accepted(new Published(page.edition(), subscribers.size()))
                .build();
    }

    private List<Long> subscribers() {
        return entities.createQuery("select s.id from Subscriber s order by s.id", Long.class)
                .getResultList();
    }

    @GET
    public List<PageView> all() {
        return entities.createQuery("select p from Page p order by p.id", Page.class)
                .getResultStream()
                .map(p -> new PageView(p.id(), p.title(), p.text(), p.edition()))
                .toList();
    }

    /** What publishing did. */
    public record Published(int edition, int mails) {}

    /** A page. */
    public record PageView(long id, String title, String text, int edition) {}
}
