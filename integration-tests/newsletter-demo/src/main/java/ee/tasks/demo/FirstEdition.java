package ee.tasks.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/** Something to publish, and somebody to read it, when the database is new. */
@ApplicationScoped
public class FirstEdition {

    @PersistenceContext
    EntityManager entities;

    @Transactional
    public void print(@Observes Startup event) {
        if (entities.createQuery("select count(p) from Page p", Long.class).getSingleResult() > 0) return;
        List.of(
                        new Page(
                                "Tide tables revised",
                                "The harbour office found eleven minutes that nobody had missed. Boats leave earlier from Monday."),
                        new Page(
                                "The library stays open",
                                "After a night of counting, the council found the money. The reading room keeps its lamps on until ten."))
                .forEach(entities::persist);
        List.of(
                        new Subscriber("Ada Lovelace", "ada@example.org"),
                        new Subscriber("Grace Hopper", "grace@example.org"),
                        new Subscriber("Alan Turing", "alan@example.org"))
                .forEach(entities::persist);
    }
}
