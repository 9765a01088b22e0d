package ee.tasks.demo.web;

import ee.tasks.TaskQueue;
import ee.tasks.demo.Newsletter;
import ee.tasks.demo.Subscriber;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Who reads the newsletter. */
@Path("subscribers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class Subscribers {

    private static final int SHOWN = 8;

    @Inject
    TaskQueue tasks;

    @PersistenceContext
    EntityManager entities;

    @POST
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(@Valid @NotNull NewSubscriber person) {
        var subscriber = new Subscriber(person.name(), person.email());
        entities.persist(subscriber);
        entities.flush(); // the task's argument is the id that the database gives
        tasks.enqueue(Newsletter::sendWelcome, subscriber.id());
        return Response.status(Response.Status.CREATED).entity(view(subscriber)).build();
    }

    /** No welcome for these: they are here to make publishing a bigger job. */
    @POST
    @Path("many")
    @Transactional
    public Response addMany(@QueryParam("count") @DefaultValue("100") int count) {
        long first = count() + 1;
        for (long n = first; n < first + count; n++) {
            entities.persist(new Subscriber("Reader " + n, "reader" + n + "@example.org"));
        }
        return Response.status(Response.Status.CREATED).build();
    }

    @GET
    public Subscription all() {
        var newest = entities.createQuery("select s from Subscriber s order by s.id desc", Subscriber.class)
                .setMaxResults(SHOWN)
                .getResultStream()
                .map(Subscribers::view)
                .toList();
        return new Subscription(count(), newest);
    }

    private long count() {
        return entities.createQuery("select count(s) from Subscriber s", Long.class)
                .getSingleResult();
    }

    private static SubscriberView view(Subscriber subscriber) {
        return new SubscriberView(subscriber.id(), subscriber.name(), subscriber.email());
    }

    /** Somebody to add. */
    public record NewSubscriber(
            @NotBlank String name, @NotNull @Email String email) {}

    /** A subscriber. */
    public record SubscriberView(long id, String name, String email) {}

    /** All of them, counted, and the newest. */
    public record Subscription(long total, List<SubscriberView> newest) {}
}
