package ee.tasks.it.ear.shop;

import ee.tasks.Task;
import ee.tasks.TaskQueue;
import ee.tasks.it.ear.business.Deliveries;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** A bean of a WAR, with what a server injects. */
@ApplicationScoped
public class Counter {

    @PersistenceContext(unitName = "application")
    EntityManager entities;

    @Resource
    ManagedExecutorService executor;

    @Inject
    TaskQueue tasks;

    @Inject
    Deliveries deliveries;

    /** Takes a class of this WAR for an argument, and needs the WAR's class loader. */
    public record Sale(String article, int number) {}

    @Task
    @Transactional
    public String sell(Sale sale) throws Exception {
        entities.createQuery("select count(e) from LedgerEntry e", Long.class).getSingleResult();
        Thread.currentThread().getContextClassLoader().loadClass(Sale.class.getName());
        return sale.number() + " " + sale.article() + ", " + deliveries.order(sale.article());
    }

    @Transactional
    public String order(String parcel) {
        return tasks.enqueue(Deliveries::deliver, parcel).id();
    }

    @Transactional
    public void orderAndFail(String parcel) {
        tasks.enqueue(Deliveries::deliver, parcel);
        throw new IllegalStateException("rolled back");
    }
}
