package ee.tasks.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/** What tasks did. */
@ApplicationScoped
public class Ledger {

    @PersistenceContext
    EntityManager entities;

    @Transactional
    public void add(String text) {
        entities.persist(new LedgerEntry(text));
    }

    @Transactional
    public List<String> texts() {
        return entities.createQuery("select e.text from LedgerEntry e order by e.id", String.class)
                .getResultList();
    }

    @Transactional
    public long count(String prefix) {
        return entities.createQuery("select count(e) from LedgerEntry e where e.text like :prefix", Long.class)
                .setParameter("prefix", prefix + "%")
                .getSingleResult();
    }

    @Transactional
    public long distinct(String prefix) {
        return entities.createQuery(
                        "select count(distinct e.text) from LedgerEntry e where e.text like :prefix", Long.class)
                .setParameter("prefix", prefix + "%")
                .getSingleResult();
    }
}
