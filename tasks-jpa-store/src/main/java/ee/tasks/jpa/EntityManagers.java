package ee.tasks.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** One entity manager for each transaction. */
final class EntityManagers {

    private final EntityManagerFactory factory;
    private final TransactionSynchronizationRegistry registry;

    EntityManagers(EntityManagerFactory factory, TransactionSynchronizationRegistry registry) {
        this.factory = factory;
        this.registry = registry;
    }

    /** Writes immediately, and clears the entity manager, since each flush checks all entities that it knows. */
    void write(TaskEntity task) {
        EntityManager entityManager = current();
        entityManager.persist(task);
        entityManager.flush();
        entityManager.clear();
    }

    void close() {
        factory.close();
    }

    private EntityManager current() {
        EntityManager current = (EntityManager) registry.getResource(this);
        if (current == null) {
            EntityManager created = factory.createEntityManager();
            registry.registerInterposedSynchronization(new Closing(created));
            registry.putResource(this, created);
            current = created;
        }
        return current;
    }

    private record Closing(EntityManager entityManager) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // Everything is flushed; JTA commits it.
        }

        @Override
        public void afterCompletion(int status) {
            entityManager.close();
        }
    }
}
