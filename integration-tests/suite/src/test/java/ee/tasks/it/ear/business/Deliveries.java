package ee.tasks.it.ear.business;

import ee.tasks.Task;
import ee.tasks.TaskContext;
import ee.tasks.TaskQueue;
import ee.tasks.TaskStatus;
import ee.tasks.it.app.Ledger;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** A session bean with container-managed transactions. */
@Stateless
public class Deliveries {

    @Inject
    TaskQueue tasks;

    @Inject
    Ledger ledger;

    @Inject
    TaskContext running;

    @Resource
    SessionContext context;

    @Task
    public String deliver(String parcel) {
        running.progress(1, 2, "on the way");
        ledger.add(parcel);
        return parcel + " delivered";
    }

    public String order(String parcel) {
        return tasks.enqueue(Deliveries::deliver, parcel).id();
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public String orderOutsideATransaction(String parcel) {
        return order(parcel);
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public TaskStatus statusOutside(String id) {
        return tasks.result(id).status();
    }

    public String orderAndChangeItsMind(String parcel) {
        String id = order(parcel);
        context.setRollbackOnly();
        return id;
    }
}
