package ee.tasks.it.ear.office;

import ee.tasks.Task;
import ee.tasks.it.app.Ledger;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Tasks that are called by their names, since nobody else sees this class. */
@ApplicationScoped
public class Files {

    @PersistenceContext(unitName = "application")
    EntityManager entities;

    @Resource
    ManagedExecutorService executor;

    @Inject
    Ledger ledger;

    @Inject
    Seen seen;

    @Task("office.file")
    @Transactional
    public String file(String text) throws Exception {
        Thread.currentThread().getContextClassLoader().loadClass(Files.class.getName());
        entities.createQuery("select count(e) from LedgerEntry e", Long.class).getSingleResult();
        return executor.submit(() -> text + " filed").get();
    }

    @Task(value = "office.atomic", atomic = true)
    public void writeAtomically(String text, boolean fails) {
        ledger.add(text);
        if (fails) {
            throw new IllegalStateException("burnt");
        }
    }

    @Task("office.seen")
    public boolean seen(String id) {
        return seen.both(id);
    }
}
