package ee.tasks.it.mistakes;

import ee.tasks.Task;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class SelfManaged {

    @Task(atomic = true)
    public void alone() {}
}
