package ee.tasks.it.mistakes;

import ee.tasks.Task;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Session beans declare transactions in their own way. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Sessions {

    @Task(atomic = true)
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void inItsOwn() {}

    @Task(atomic = true)
    public void outside() {}

    @Task(atomic = true)
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void fine() {}
}
