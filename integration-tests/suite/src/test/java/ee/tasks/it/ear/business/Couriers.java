package ee.tasks.it.ear.business;

import ee.tasks.Task;
import ee.tasks.it.app.Ledger;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.concurrent.CompletionStage;

/** A CDI bean of the EJB jar, with what a server injects. */
@ApplicationScoped
public class Couriers {

    @PersistenceContext(unitName = "application")
    EntityManager entities;

    @Resource
    ManagedExecutorService executor;

    @Inject
    Ledger ledger;

    @Task
    @Transactional
    public long ride(String text) {
        ledger.add(text);
        return entities.createQuery("select count(e) from LedgerEntry e where e.text = :text", Long.class)
                .setParameter("text", text)
                .getSingleResult();
    }

    @Task(atomic = true)
    public String carry(String text, boolean falls) {
        ledger.add(text);
        if (falls) {
            throw new IllegalStateException("fell");
        }
        return "carried";
    }

    @Task
    public CompletionStage<String> later(String text) {
        return executor.supplyAsync(() -> text + " later");
    }
}
